"""Roster: a day as a Gantt, with its total against the requirement."""

from app.web.pages.roster.callbacks import register as register
from app.web.pages.roster.layout import layout as layout
