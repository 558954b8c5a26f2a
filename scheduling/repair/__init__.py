"""Change a running day: lawfully, with as few changes as pay for themselves.

=============  ====================================================================
`inputs`       the tables and the moment, and what is refused
`shift`        shifts of which something is left, with the pauses still to take
`grid`         required and scheduled agents by queue and interval
`prices`       what a change costs
`limits`       how much longer, and shorter, a person may lawfully work
`menu`         which changes, for whom
`moves`        every way in which one shift may go on
`classes`      shifts that are alike, counted together and told apart again
`model`        the linear model; `room` adds seats
`choice`       one way chosen, and what is left of it when a change is undone
`search`       solve and take back what does not pay
`apply`        the new schedule, and the changes
`tables`       changes with their effects, and the limits that are left
`objections`   what the referee finds that was not there before
`repairing`    the question and its answer
=============  ====================================================================
"""

from scheduling.repair.prices import ChangePrices as ChangePrices
from scheduling.repair.repairing import repair as repair
from scheduling.repair.result import RepairResult as RepairResult
