"""The front doors: shift design and rosters, each judged before it is handed out."""

from scheduling.solve.design import design_shifts as design_shifts
from scheduling.solve.roster import build_roster as build_roster
from scheduling.solve.team import roster_team as roster_team
