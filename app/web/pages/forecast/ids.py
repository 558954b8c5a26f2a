"""Component ids of the page of the forecast."""

from __future__ import annotations

QUEUE = "forecast-queue"
SPAN = "forecast-span"
DAY = "forecast-day"
BACK = "forecast-back"
NEXT = "forecast-next"
CHART = "forecast-chart"
EXCEL = "forecast-excel"
FILE = "forecast-file"

# Made anew, and measured
ANEW = "forecast-anew"
MEASURE = "forecast-measure"
JOB = "forecast-job"
MEASURE_JOB = "forecast-measure-job"

# Two versions
FIRST = "forecast-first"
SECOND = "forecast-second"
COMPARED = "forecast-compared"
COMPARE_EXCEL = "forecast-compare-excel"
COMPARE_FILE = "forecast-compare-file"


def part(kind: str, name: str) -> str:
    """Id of a part of the table of overrides or special days."""
    return f"forecast-{kind}-{name}".replace("_", "-")
