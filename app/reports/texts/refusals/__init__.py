"""What errors say, in Spanish: the English sentence is the key, as in gettext.

`PHRASES` are whole sentences; `RULES` are what must hold of a value and `SOURCES` the
names of tables, which stand inside other sentences only; `ENGLISH` and `SPANISH` have
the sentences around them. `app.reports.refusals` puts them together.
"""

from __future__ import annotations

from app.reports.texts.refusals import jobs, planning, shifts, storage, tables
from app.reports.texts.refusals.forms import ENGLISH, SPANISH
from app.reports.texts.refusals.rules import RULES
from app.reports.texts.refusals.sources import SOURCES

__all__ = ["ENGLISH", "PHRASES", "RULES", "SOURCES", "SPANISH"]

# Storage comes last: its phrases begin with a blank, and so fit more than others.
PHRASES: dict[str, str] = (
    tables.PHRASES | planning.PHRASES | jobs.PHRASES | shifts.PHRASES | storage.PHRASES
)
