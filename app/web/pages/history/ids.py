"""Component ids of the page of the history."""

from __future__ import annotations

STANDING = "history-standing"
QUEUE = "history-queue"
SPAN = "history-span"
STRIP = "history-strip"
GAPS = "history-gaps"
QUALITY = "history-quality"
EXCEL = "history-excel"
FILE = "history-file"

# What cleaning leaves out
CLEANING = "history-cleaning"
CHANGES = "history-changes"
SEEN = "history-seen"
REFUSE = "history-refuse"
ACCEPT = "history-accept"
UNDO = "history-undo"
SAID = "history-said"
CLEANING_EXCEL = "history-cleaning-excel"
CLEANING_FILE = "history-cleaning-file"
