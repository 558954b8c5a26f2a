"""Component ids of the page of staffing."""

from __future__ import annotations

from app.web.components.plan_view import PlanView

VIEW = PlanView("staffing")
CHART = "staffing-chart"
DETAIL = "staffing-detail"
EXCEL = "staffing-excel"
FILE = "staffing-file"
LEVEL = "staffing-level"
QUEUES_EXCEL = "staffing-queues-excel"
QUEUES_FILE = "staffing-queues-file"
SHIFTS_CHART = "staffing-shifts-chart"
SHIFTS_EXCEL = "staffing-shifts-excel"
SHIFTS_FILE = "staffing-shifts-file"

# What-if
WEEK = "staffing-if-week"
SCOPE = "staffing-if-queue"
RESET = "staffing-if-reset"
ANSWER = "staffing-if-answer"
PRICES = "staffing-if-prices"
PRICE_CHART = "staffing-if-price-chart"
PRICES_EXCEL = "staffing-if-prices-excel"
PRICES_FILE = "staffing-if-prices-file"
ASKED_EXCEL = "staffing-if-excel"
ASKED_FILE = "staffing-if-file"
CHANCE_ON = "staffing-if-sure"
REASON = "staffing-if-reason"
USE = "staffing-if-use"
USED = "staffing-if-used"
SEEN = "staffing-if-seen"
VALUES = "staffing-if-values"
ANSWERED = "staffing-if-answered"


def slider(name: str) -> str:
    """Id of the slider of a quantity, by its name in `WhatIf`."""
    return f"staffing-if-{name.replace('_', '-')}"


def told(name: str) -> str:
    """Id of the words beside a slider."""
    return f"{slider(name)}-told"
