"""The referee: every rule that a schedule breaks, whoever made the schedule.

It judges what the optimiser builds and what a planner edits by hand, and shares no code
with either. `referee.RULES` lists the rules; each is a function of the `Case`:

==============  ===================================================================
`case`          the tables as the rules see them: segments, shifts, days, terms
`dated`         the limits in force on each date, and where they come from
`finding`       what is reported, and in which words
`rows`          rows that break a rule, rows that belong together
`segments`      empty and overlapping segments
`days`          length of the working day, overtime of a day, one shift a day
`weeks`         hours, overtime and working days of a week
`rest`          between shifts, within the week, days in a row, Sundays
`pauses`        lunch and breaks
`people`        time off, availability, skills, agents nobody knows
`floor`         seats and closed queues
==============  ===================================================================
"""

from scheduling.validate.referee import validate as validate
