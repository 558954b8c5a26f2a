"""The referee: every rule that a schedule breaks, whoever made the schedule.

It judges what the optimiser builds and what a planner edits by hand, and shares no code
with either. `referee.RULES` lists the rules; each is a function of the `Case`:

==============  ===================================================================
`case`          the tables as the rules see them: segments, shifts, days, terms
`dated`         the limits in force on each date, and where they come from
`ceiling`       the lower of the longest day or week of law, age and contract
`age`           who is a minor on a date
`clock`         work by calendar date and time of day
`finding`       what is reported, and in which words
`rows`          rows that break a rule, rows that belong together
`segments`      empty and overlapping segments
`days`          length of the working day, overtime of a day, one shift a day
`weeks`         hours, overtime and working days of a week
`rest`          between shifts, within the week, days in a row
`sundays`       Sundays of a month, the day in return for habitual ones
`pauses`        lunch and breaks
`people`        time off, skills, agents nobody knows
`availability`  dates and hours at which somebody can work
`restrictions`  what somebody must not be asked to do
`minors`        the hours of the clock that are closed to minors
`places`        seats, days at home, one place a shift
`closed`        contacts of a queue that is closed
==============  ===================================================================
"""

from scheduling.validate.referee import validate as validate
