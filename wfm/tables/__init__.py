"""The tables of the product: their columns, kinds, ranges and keys.

Three kinds of absence are kept apart, and none is filled silently: a *closed*
interval has no row, an interval *open without contacts* has a row with 0, and one that
was *not recorded* has no row although its weekday and time have been seen, or an empty
``offered``.
"""

from wfm.tables.absences import overlapping_time_off as overlapping_time_off
from wfm.tables.backtest import BACKTEST as BACKTEST
from wfm.tables.column import Column as Column
from wfm.tables.contract import Table as Table
from wfm.tables.explaining import CHANGES as CHANGES
from wfm.tables.explaining import COMPARISON as COMPARISON
from wfm.tables.explaining import EXPLANATION as EXPLANATION
from wfm.tables.inputs import HISTORY as HISTORY
from wfm.tables.inputs import OPENING as OPENING
from wfm.tables.inputs import SPECIAL_DAYS as SPECIAL_DAYS
from wfm.tables.inputs import STATES as STATES
from wfm.tables.named_shifts import SHIFT_COVER as SHIFT_COVER
from wfm.tables.named_shifts import SHIFT_TYPES as SHIFT_TYPES
from wfm.tables.payroll import OVERTIME_REGISTER as OVERTIME_REGISTER
from wfm.tables.payroll import PAY as PAY
from wfm.tables.payroll import REST_DAYS as REST_DAYS
from wfm.tables.people import AGENTS as AGENTS
from wfm.tables.people import CONTRACTS as CONTRACTS
from wfm.tables.people import TIME_OFF as TIME_OFF
from wfm.tables.planning import CONTRACTED as CONTRACTED
from wfm.tables.planning import LAUNCHES as LAUNCHES
from wfm.tables.planning import NEW_AGENTS as NEW_AGENTS
from wfm.tables.planning import OVERRIDES as OVERRIDES
from wfm.tables.repair import DAY_CHANGES as DAY_CHANGES
from wfm.tables.repair import DAY_LIMITS as DAY_LIMITS
from wfm.tables.results import ADHERENCE as ADHERENCE
from wfm.tables.results import COVERAGE as COVERAGE
from wfm.tables.results import DAY_SO_FAR as DAY_SO_FAR
from wfm.tables.results import FORECAST as FORECAST
from wfm.tables.results import PATHS as PATHS
from wfm.tables.results import REQUESTS as REQUESTS
from wfm.tables.results import REQUIREMENT as REQUIREMENT
from wfm.tables.results import SCHEDULE as SCHEDULE
from wfm.tables.results import VIOLATIONS as VIOLATIONS
from wfm.tables.rosters import ACTIVITIES as ACTIVITIES
from wfm.tables.rosters import AVAILABILITY as AVAILABILITY
from wfm.tables.rosters import PREFERENCES as PREFERENCES
from wfm.tables.rosters import SITES as SITES
from wfm.tables.shortages import LEVERS as LEVERS
from wfm.tables.shortages import SHORTAGES as SHORTAGES
from wfm.tables.simulation import SIMULATION as SIMULATION
