"""A plan with edits that are not saved yet, read like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.services.plans.plan import Plans, touching
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    from datetime import date

    from app.services.rosters.drafts import Draft
    from app.services.rosters.editing import Operation

_DAY = pd.Timedelta(days=1)


class EditedPlans(Plans):
    """
    The plan of a draft, with the roster and coverage that some operations give.

    Parameters
    ----------
    draft : Draft
        What is edited; what its plan has read is shared.
    operations : sequence of Operation
        In order.

    Raises
    ------
    EditRefusedError
        If one of them cannot be done.
    """

    def __init__(self, draft: Draft, operations: tuple[Operation, ...]) -> None:
        self.__dict__.update(vars(draft.plans))
        made = draft.after(operations)
        self._edited = {
            "schedule": made.schedule,
            "coverage": draft.unedited.coverage_of(made),
        }

    def schedule(self, day: date) -> pd.DataFrame:
        """Segments of every shift that touches a calendar day, see `Plans.schedule`."""
        rows = self._edited["schedule"]
        low = pd.Timestamp(day) - _DAY
        starts = rows["start"].dt.tz_localize(None)
        # Shifts are shorter than a day: those that start further away touch no minute.
        near = with_shifts(rows[(starts >= low) & (starts < low + 3 * _DAY)])
        return touching(near, day)

    @property
    def _rostered(self) -> pd.DataFrame:
        return with_shifts(self._edited["schedule"])

    def _table(self, name: str) -> pd.DataFrame:
        if name in self._edited:
            return self._edited[name].copy(deep=False)
        return super()._table(name)
