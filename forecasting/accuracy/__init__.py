"""How good forecasts were: beside the naive, and beside the irreducible floor."""

from forecasting.accuracy.cases import EVERY as EVERY
from forecasting.accuracy.cases import NEXT_DAY as NEXT_DAY
from forecasting.accuracy.cells import Glance as Glance
from forecasting.accuracy.cells import cells_of as cells_of
from forecasting.accuracy.floor import poisson_deviation as poisson_deviation
from forecasting.accuracy.naive import four_week_mean as four_week_mean
from forecasting.accuracy.staffing import USUAL_AHT as USUAL_AHT
from forecasting.accuracy.staffing import USUAL_GOAL as USUAL_GOAL
from forecasting.accuracy.staffing import staff_cells as staff_cells
from forecasting.accuracy.table import ALL_QUEUES as ALL_QUEUES
from forecasting.accuracy.table import accuracy_table as accuracy_table
from forecasting.accuracy.table import standings as standings
from forecasting.accuracy.totals import totals_of as totals_of
