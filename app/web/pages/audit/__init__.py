"""The audit trail: who changed what and when, and whether it is whole."""

from app.web.pages.audit.callbacks import register as register
from app.web.pages.audit.layout import layout as layout
