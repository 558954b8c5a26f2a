"""Component ids of the first page."""

from __future__ import annotations

HEALTH = "home-health"
HEALTH_ASKED = "home-health-asked"
