"""Backups: made and listed here; put back from the command line only."""

from app.web.pages.backups.callbacks import register as register
from app.web.pages.backups.layout import layout as layout
