"""Component ids of the page of the labour rules."""

from __future__ import annotations

COUNTRY = "rules-country"
DAY = "rules-day"
TABLE = "rules-table"
EXCEL = "rules-excel"
FILE = "rules-file"

# What a campaign overrides
CAMPAIGN = "rules-campaign"
OWN = "rules-own"
BASE = "rules-base"
CHOSEN = "rules-chosen"
VALUE = "rules-value"
REASON = "rules-reason"
SET = "rules-set"
SAID = "rules-said"
REMOVE = "rules-remove"
