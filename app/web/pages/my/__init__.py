"""The agent's own page: today, the month, hours, requests; a phone first."""

from app.web.pages.my.callbacks import register as register
from app.web.pages.my.layout import layout as layout
