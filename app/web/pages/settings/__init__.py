"""Settings of a campaign: goals, shrinkage and rules as a form, with its versions."""

from app.web.pages.settings.callbacks import register as register
from app.web.pages.settings.layout import layout as layout
