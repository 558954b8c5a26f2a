"""Labour rules in force by country and day, with their sources; nothing is changed."""

from app.web.pages.rules.callbacks import register as register
from app.web.pages.rules.layout import layout as layout
