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
NAVIGATION = "navigation"
CAMPAIGN_CHOICE = "campaign-choice"
CAMPAIGN_FIRST_PAGE = "campaign-first-page"
ACCOUNT_BUTTON = "account-button"
PLAN_NEWS = "plan-news"
PLAN_NEWS_SHOW = "plan-news-show"

# Roster
ROSTER_DAY = "roster-day"
ROSTER_BACK = "roster-back"
ROSTER_NEXT = "roster-next"
ROSTER_QUEUE = "roster-queue"
ROSTER_TEAM = "roster-team"
ROSTER_LEGEND = "roster-legend"
ROSTER_FACTS = "roster-facts"
ROSTER_TOTAL = "roster-total"
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
