"""Component ids of the page of the jobs."""

from __future__ import annotations

GRID = "jobs-grid"
TICK = "jobs-tick"
WORKERS = "jobs-workers"
CANCEL = "jobs-cancel"
SAID = "jobs-said"
ASKED = "jobs-asked"
