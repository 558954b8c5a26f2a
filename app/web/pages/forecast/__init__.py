"""The forecast: contacts with their bands, what planners decided, how good it was."""

from app.web.pages.forecast.callbacks import register as register
from app.web.pages.forecast.layout import layout as layout
