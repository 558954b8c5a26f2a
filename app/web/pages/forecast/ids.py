"""Component ids of the page of the forecast."""

from __future__ import annotations

from app.web.components.plan_view import PlanView

VIEW = PlanView("forecast")
CHART = "forecast-chart"
EXCEL = "forecast-excel"
FILE = "forecast-file"

# Parts that a finished job brings up to date, what was chosen in them, what they show
PLAN_PART = "forecast-plan"
COMPARISON_PART = "forecast-comparison"
ACCURACY_PART = "forecast-accuracy"
CHOSEN = "forecast-chosen"
SHOWN = "forecast-shown"

# Made anew, and measured
ANEW = "forecast-anew"
MEASURE = "forecast-measure"
JOB = "forecast-job"
MEASURE_JOB = "forecast-measure-job"
MEASURED_CHART = "forecast-measured-chart"
MEASURED_EXCEL = "forecast-measured-excel"
MEASURED_FILE = "forecast-measured-file"

# Two versions
FIRST = "forecast-first"
SECOND = "forecast-second"
COMPARED = "forecast-compared"
COMPARED_CHART = "forecast-compared-chart"
COMPARE_EXCEL = "forecast-compare-excel"
COMPARE_FILE = "forecast-compare-file"


def part(kind: str, name: str) -> str:
    """Id of a part of the table of overrides or special days."""
    return f"forecast-{kind}-{name}".replace("_", "-")


def remove(kind: str, row: object) -> dict[str, object]:
    """Id of the button that takes a row of such a table out."""
    return {"type": part(kind, "remove"), "row": row}
