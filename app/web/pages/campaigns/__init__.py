"""Campaigns: the list with its lights, and how one is added."""

from app.web.pages.campaigns.callbacks import register as register
from app.web.pages.campaigns.layout import layout as layout
