"""The people of a campaign: who they are, when they are off, on which contracts."""

from app.web.pages.people.callbacks import register as register
from app.web.pages.people.layout import layout as layout
