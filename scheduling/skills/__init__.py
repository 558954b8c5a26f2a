"""Agents by skill group for least cost, judged by simulation.

One interval is a steady state: the agents that would keep every promise if the interval
went on for ever. For a day, each interval is staffed on its own.

The method is that of Cezik and L'Ecuyer (2008): a linear model of what is surely needed
(`relaxation`), simulation with common random numbers (`trial`), cuts from its finite
differences until every queue reaches its goals (`cuts`), and at the end a search that
takes away and exchanges single agents (`search`).

References
----------
Cezik, M. T., and P. L'Ecuyer (2008). Staffing Multiskill Call Centers via Linear
Programming and Simulation. *Management Science*, 54(2): 310-323.
"""

from scheduling.skills.result import QueueService as QueueService
from scheduling.skills.result import SkillStaffing as SkillStaffing
from scheduling.skills.staffing import judge_skills as judge_skills
from scheduling.skills.staffing import staff_skills as staff_skills
from scheduling.skills.trial import Method as Method
