"""Demand that changes while contacts are being served: methods, from rough to exact.

`load` has the offered load that a formula in balance should be asked with in each
interval; `corrected` follows the queue itself; `requirement` is the door to both.
"""

from wfm.staffing.changing.requirement import METHODS as METHODS
from wfm.staffing.changing.requirement import default_method as default_method
from wfm.staffing.changing.requirement import (
    requirement_of_spell as requirement_of_spell,
)
from wfm.staffing.changing.requirement import volume_in_balance as volume_in_balance
