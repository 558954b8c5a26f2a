"""Shifts and rosters by optimisation.

`design_shifts` says how many people on which shifts, `build_roster` who works when,
`roster_team` who works which named shift, `validate` judges any schedule against the
rules, and `explain` says why it is short.
"""

from scheduling.explain import explain as explain
from scheduling.repair import repair as repair
from scheduling.solve import build_roster as build_roster
from scheduling.solve import design_shifts as design_shifts
from scheduling.solve import roster_team as roster_team
from scheduling.validate import validate as validate
