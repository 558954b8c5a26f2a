"""A plan with edits that are not saved yet, read like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.plans.plan import Plans
from wfm.schedule import with_shifts

if TYPE_CHECKING:
    import pandas as pd

    from app.services.rosters.drafts import Draft
    from app.services.rosters.editing import Operation


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
        schedule = draft.after(operations).schedule
        self._edited = {
            "schedule": schedule,
            "coverage": draft.tables.coverage(schedule),
        }
        self._own_shifts = with_shifts(schedule)

    @property
    def _rostered(self) -> pd.DataFrame:
        return self._own_shifts

    def _table(self, name: str) -> pd.DataFrame:
        if name in self._edited:
            return self._edited[name].copy(deep=False)
        return super()._table(name)
