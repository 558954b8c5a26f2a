"""
Roster: a day as a Gantt and a week as a table, edited with the referee beside it.

==============  ===================================================================
`desk`          the plan in sight, the people, what is edited and not saved
`view`          the chosen day, and what is said of it
`week`          the chosen week, an agent a row
`layout`        what stands on the page
`gantt`         the frame of the Gantt, filled by ``assets/61-board.js``
`board`         a day as the data that the browser draws
`dragging`      what a drop on the Gantt asks for
`drawer`        the forms with which a shift is edited
`forms`         operations of what was typed into the forms
`filling`       what the drawer shows of a shift
`verdict`       what the referee says, in words
`judging`       what happens: judging every edit
`standing`      figures beside the plan's, rules broken
`dialogs`       versions and publishing
`requests`      open requests of the teams
`callbacks`     what happens: drawing
`editing`       what happens: editing, saving, undoing
`publishing`    what happens: versions, publishing
`exporting`     what happens: files
==============  ===================================================================
"""

from app.web.pages.schedule.layout import layout as layout
from app.web.pages.schedule.register import register as register
