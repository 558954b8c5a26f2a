"""Staffing: agents required against scheduled, why, and what other goals would cost."""

from app.web.pages.staffing.callbacks import register as register
from app.web.pages.staffing.layout import layout as layout
