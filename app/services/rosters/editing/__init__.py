"""
Change a roster by hand, one operation at a time; frames in, frames out.

==============  ===================================================================
`operations`    what can be done, as data that a browser can send
`refusals`      why something cannot be done, one sentence each
`pieces`        a shift as its pieces: moved, cut, filled
`shapes`        forms of shifts that a roster already has
`editing`       operations applied to a schedule table
`comparing`     shifts that differ between two schedules
==============  ===================================================================
"""

from app.services.rosters.editing.comparing import ShiftChange as ShiftChange
from app.services.rosters.editing.comparing import changed_shifts as changed_shifts
from app.services.rosters.editing.editing import Edited as Edited
from app.services.rosters.editing.editing import Ground as Ground
from app.services.rosters.editing.editing import edited as edited
from app.services.rosters.editing.operations import Add as Add
from app.services.rosters.editing.operations import Do as Do
from app.services.rosters.editing.operations import Give as Give
from app.services.rosters.editing.operations import Move as Move
from app.services.rosters.editing.operations import MovePause as MovePause
from app.services.rosters.editing.operations import Operation as Operation
from app.services.rosters.editing.operations import Remove as Remove
from app.services.rosters.editing.operations import Resize as Resize
from app.services.rosters.editing.operations import Swap as Swap
from app.services.rosters.editing.operations import as_json as as_json
from app.services.rosters.editing.operations import operations_of as operations_of
from app.services.rosters.editing.refusals import EditRefusedError as EditRefusedError
from app.services.rosters.editing.shapes import Shape as Shape
from app.services.rosters.editing.shapes import shapes_of as shapes_of
