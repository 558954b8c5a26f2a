"""Handle times: ratios of sums, never means of ratios.

A handle time is a pattern by weekday and slot, times a slow level, times what agents
who are still learning add. Contacts are never equal: an interval's mean strays by
chance the more, the fewer contacts are behind it, and everything here weighs by that.
"""

from forecasting.handle_time.draws import draw_handle_times as draw_handle_times
from forecasting.handle_time.learning import Learning as Learning
from forecasting.handle_time.learning import read_learning as read_learning
from forecasting.handle_time.spread import HandleSpread as HandleSpread
from forecasting.handle_time.spread import learn_handle_spread as learn_handle_spread
from forecasting.handle_time.times import HandleTimes as HandleTimes
from forecasting.handle_time.times import fit_handle_times as fit_handle_times
from forecasting.handle_time.times import handle_time_profile as handle_time_profile
