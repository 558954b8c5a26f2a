"""Accounts: who may log in, for what, and what each reaches."""

from app.web.pages.accounts.callbacks import register as register
from app.web.pages.accounts.layout import layout as layout
