"""Volumes and handle times ahead of time."""

from forecasting.accuracy.backtest import backtest as backtest
from forecasting.accuracy.tournament import tournament as tournament
from forecasting.ahead import forecast as forecast
from forecasting.ahead import forecast_and_paths as forecast_and_paths
from forecasting.ahead import forecast_paths as forecast_paths
from forecasting.changes import cleaning_changes as cleaning_changes
from forecasting.day_so_far import day_so_far as day_so_far
from forecasting.day_so_far import reforecast_and_day as reforecast_and_day
from forecasting.decisions.growth import growth_overrides as growth_overrides
from forecasting.decisions.overrides import overridden_intervals as overridden_intervals
from forecasting.decisions.versions import compare_forecasts as compare_forecasts
from forecasting.decisions.versions import fingerprint as fingerprint
from forecasting.explanation.explain import explain as explain
from forecasting.explanation.sources import launch_sources as launch_sources
from forecasting.intraday import reforecast as reforecast
from forecasting.launch.forecast import forecast_new as forecast_new
from forecasting.workload import workload as workload
