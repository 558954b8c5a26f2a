"""The history: imported, looked over, and cleaned for the forecast."""

from app.web.pages.history.callbacks import register as register
from app.web.pages.history.layout import layout as layout
