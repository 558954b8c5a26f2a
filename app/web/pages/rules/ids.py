"""Component ids of the page of the labour rules."""

from __future__ import annotations

COUNTRY = "rules-country"
DAY = "rules-day"
TABLE = "rules-table"
EXCEL = "rules-excel"
FILE = "rules-file"
