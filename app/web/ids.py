"""Every component id of the pages, grouped by page."""

from __future__ import annotations

# Shell
URL = "url"
CONTENT = "page"
PROVIDER = "colours"
THEME = "theme"
THEME_BUTTON = "theme-button"
LANGUAGE = "language"
BURGER = "burger"
SHELL = "shell"
PAGE_TITLE = "page-title"

# Forecast and staffing
PLAN_QUEUE = "plan-queue"
PLAN_SPAN = "plan-span"
PLAN_DAY = "plan-day"
PLAN_BACK = "plan-back"
PLAN_NEXT = "plan-next"
PLAN_CHART = "plan-chart"
PLAN_DETAIL = "plan-detail"
PLAN_EXCEL = "plan-excel"
PLAN_FILE = "plan-file"

# Roster
ROSTER_DAY = "roster-day"
ROSTER_BACK = "roster-back"
ROSTER_NEXT = "roster-next"
ROSTER_QUEUE = "roster-queue"
ROSTER_TEAM = "roster-team"
ROSTER_LEGEND = "roster-legend"
ROSTER_FACTS = "roster-facts"
ROSTER_NAMES = "roster-names"
ROSTER_TOTAL = "roster-total"
ROSTER_GANTT = "roster-gantt"
ROSTER_BARS = "roster-bars"
ROSTER_EXCEL = "roster-excel"
ROSTER_FILE = "roster-file"

# Adherence
ADHERENCE_DAY = "adherence-day"
ADHERENCE_BODY = "adherence-body"
ADHERENCE_CHART = "adherence-chart"
ADHERENCE_GRID = "adherence-grid"
ADHERENCE_EXCEL = "adherence-excel"
ADHERENCE_FILE = "adherence-file"

# Requests to HR
REQUESTS_SKILL = "requests-skill"
REQUESTS_CHART = "requests-chart"
REQUESTS_PRINT = "requests-print"
REQUESTS_EXCEL = "requests-excel"
REQUESTS_FILE = "requests-file"
