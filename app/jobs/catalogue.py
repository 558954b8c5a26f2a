"""All kinds of jobs that workers of Aforo do."""

from __future__ import annotations

from app.jobs.accuracy import ACCURACY
from app.jobs.history import IMPORT_HISTORY
from app.jobs.kinds import Kinds
from app.jobs.plan import PLAN
from app.jobs.portfolio import PORTFOLIO

KINDS = Kinds(PLAN, ACCURACY, IMPORT_HISTORY, PORTFOLIO)
