"""Run every benchmark and print a line for each figure."""

from __future__ import annotations

import sys

from benchmarks import (
    changing,
    forecasting,
    intraday,
    rosters,
    shift_design,
    simulator,
    staffing,
)

for module in (
    staffing,
    simulator,
    changing,
    forecasting,
    intraday,
    rosters,
    shift_design,
):
    for line in module.lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
