"""Adherence: who kept to the schedule on a day, and who needs attention first."""

from app.web.pages.adherence.callbacks import register as register
from app.web.pages.adherence.layout import layout as layout
