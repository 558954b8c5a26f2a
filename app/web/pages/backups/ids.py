"""Component ids of the page of the backups."""

from __future__ import annotations

MAKE = "backups-make"
JOB = "backups-job"
LIST = "backups-list"
