"""Volumes and handle times ahead of time."""

from forecasting.ahead import forecast as forecast
from forecasting.intraday import reforecast as reforecast
