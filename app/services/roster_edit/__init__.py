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

from app.services.roster_edit.comparing import ShiftChange as ShiftChange
from app.services.roster_edit.comparing import changed_shifts as changed_shifts
from app.services.roster_edit.editing import Edited as Edited
from app.services.roster_edit.editing import Ground as Ground
from app.services.roster_edit.editing import edited as edited
from app.services.roster_edit.operations import Add as Add
from app.services.roster_edit.operations import Do as Do
from app.services.roster_edit.operations import Give as Give
from app.services.roster_edit.operations import Move as Move
from app.services.roster_edit.operations import MovePause as MovePause
from app.services.roster_edit.operations import Operation as Operation
from app.services.roster_edit.operations import Remove as Remove
from app.services.roster_edit.operations import Resize as Resize
from app.services.roster_edit.operations import Swap as Swap
from app.services.roster_edit.operations import as_json as as_json
from app.services.roster_edit.operations import operations_of as operations_of
from app.services.roster_edit.refusals import EditRefusedError as EditRefusedError
from app.services.roster_edit.shapes import Shape as Shape
from app.services.roster_edit.shapes import shapes_of as shapes_of
