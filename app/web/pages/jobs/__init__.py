"""Jobs: what runs, what waits, what failed and why."""

from app.web.pages.jobs.callbacks import register as register
from app.web.pages.jobs.layout import layout as layout
