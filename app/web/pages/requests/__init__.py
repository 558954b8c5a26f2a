"""Staffing request: what operations asks of HR, ready to read, print and sign."""

from app.web.pages.requests.callbacks import register as register
from app.web.pages.requests.layout import layout as layout
