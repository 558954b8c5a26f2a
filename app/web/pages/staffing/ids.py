"""Component ids of the page of staffing."""

from __future__ import annotations

QUEUE = "staffing-queue"
SPAN = "staffing-span"
DAY = "staffing-day"
BACK = "staffing-back"
NEXT = "staffing-next"
CHART = "staffing-chart"
DETAIL = "staffing-detail"
EXCEL = "staffing-excel"
FILE = "staffing-file"

# What-if
WEEK = "staffing-if-week"
SCOPE = "staffing-if-queue"
RESET = "staffing-if-reset"
ANSWER = "staffing-if-answer"
PRICES = "staffing-if-prices"
PRICES_EXCEL = "staffing-if-excel"
PRICES_FILE = "staffing-if-file"
CHANCE_ON = "staffing-if-sure"
REASON = "staffing-if-reason"
USE = "staffing-if-use"
USED = "staffing-if-used"
SEEN = "staffing-if-seen"
VALUES = "staffing-if-values"


def slider(name: str) -> str:
    """Id of the slider of a quantity, by its name in `WhatIf`."""
    return f"staffing-if-{name.replace('_', '-')}"


def told(name: str) -> str:
    """Id of the words beside a slider."""
    return f"{slider(name)}-told"
