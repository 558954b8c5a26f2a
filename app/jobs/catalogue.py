"""All kinds of jobs that workers of Aforo do."""

from __future__ import annotations

from app.jobs.accuracy import ACCURACY
from app.jobs.backups import BACKUP
from app.jobs.daily import REFORECAST
from app.jobs.history import IMPORT_HISTORY
from app.jobs.kinds import Kinds
from app.jobs.plan import PLAN
from app.jobs.portfolio import PORTFOLIO
from app.jobs.reading import READ_FILE
from app.jobs.reports import REPORT

KINDS = Kinds(
    *(PLAN, REFORECAST, ACCURACY, READ_FILE, IMPORT_HISTORY),
    *(REPORT, BACKUP, PORTFOLIO),
)
