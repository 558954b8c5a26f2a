"""Forecast and staffing: the plan in six figures, one chart and its queues."""

from app.web.pages.plan.callbacks import register as register
from app.web.pages.plan.layout import layout as layout
