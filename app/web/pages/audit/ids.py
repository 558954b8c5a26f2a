"""Component ids of the page of the audit trail."""

from __future__ import annotations

OBJECT = "audit-object"
ACCOUNT = "audit-account"
DAY = "audit-day"
TABLE = "audit-table"
OLDER = "audit-older"
NEWEST = "audit-newest"
BEFORE = "audit-before"
VERIFY = "audit-verify"
VERIFIED = "audit-verified"
EXCEL = "audit-excel"
FILE = "audit-file"
