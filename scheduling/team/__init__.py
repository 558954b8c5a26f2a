"""A team's roster over a whole horizon from a catalogue of named shifts."""

from scheduling.team.problem import Cover as Cover
from scheduling.team.problem import Member as Member
from scheduling.team.problem import Period as Period
from scheduling.team.problem import ShiftType as ShiftType
from scheduling.team.problem import TeamProblem as TeamProblem
from scheduling.team.solve import PASSES as PASSES
from scheduling.team.solve import TeamResult as TeamResult
from scheduling.team.solve import solve_team as solve_team
