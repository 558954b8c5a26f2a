"""A version's roster before any edit, and what edits of it give: worked out once.

After a drop several callbacks of the page ask for the same edited roster at once; the
second waits for the first instead of doing its work again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from app.services.held import shorten
from app.services.rosters.editing import edited
from wfm.performance.coverage import agents_scheduled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    import pandas as pd

    from app.services.rosters.editing import Edited, Ground, Operation
    from app.services.rosters.referee import RefereeTables

T = TypeVar("T")
# Edited rosters of 1,000 agents over four weeks take some 10 MB each.
_KEPT, _KEPT_BYTES = 24, 24 * 2**20
# Parts of a person that sums of halves and quarters leave behind.
_DIGITS = 9
_NOISE = 1e-9


class Unedited:
    """
    Roster of a version.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    tables : RefereeTables
        What it is judged by.
    """

    def __init__(self, schedule: pd.DataFrame, tables: RefereeTables) -> None:
        self.schedule, self.tables = schedule, tables
        self._lock = RLock()
        self._known: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()
        self._judged: pd.DataFrame | None = None
        self._covered: pd.DataFrame | None = None

    @property
    def coverage(self) -> pd.DataFrame:
        """Coverage table of the roster."""
        with self._lock:
            if self._covered is None:
                self._covered = self.tables.coverage(self.schedule)
            return self._covered

    def violations(self) -> pd.DataFrame:
        """Rules that the whole roster breaks, seats among them."""
        with self._lock:
            if self._judged is None:
                self._judged = self.tables.violations(self.schedule)
            return self._judged

    def told(self, agents: Collection[str]) -> pd.DataFrame:
        """Rules that some agents break, but for seats, which all of them share."""
        whole = self._judged
        if whole is not None:
            return whole[whole["agent"].isin(list(agents))].reset_index(drop=True)
        key = ("told", frozenset(agents))
        return self.once(key, lambda: self.tables.violations(self.schedule, agents))

    def after(self, operations: Sequence[Operation], ground: Ground) -> Edited:
        """
        Roster after some operations.

        Raises
        ------
        EditRefusedError
            If one of them cannot be done.
        """
        key = ("after", tuple(operations), ground.open_from)
        return self.once(key, lambda: edited(self.schedule, operations, ground))

    def coverage_of(self, made: Edited) -> pd.DataFrame:
        """
        Coverage of an edited roster.

        Agents add up, so only those whose shifts were changed are counted again.
        """
        return self.once(("coverage", id(made)), lambda: self._with(made), made)

    def _with(self, made: Edited) -> pd.DataFrame:
        table = self.coverage
        before, after = (
            agents_scheduled(
                table,
                rows[rows["agent"].isin(list(made.agents))],
                self.tables.interval,
            )
            for rows in (self.schedule, made.schedule)
        )
        scheduled = np.round(table["scheduled"].to_numpy() - before + after, _DIGITS)
        difference = table["required"].to_numpy() - scheduled
        difference = np.where(np.abs(difference) < _NOISE, 0.0, difference)
        return table.assign(
            scheduled=scheduled,
            short=np.maximum(difference, 0.0),
            over=np.maximum(-difference, 0.0),
        )

    def once(self, key: Hashable, work: Callable[[], T], of: object = None) -> T:
        """
        Do a piece of work, or give what it gave before.

        Parameters
        ----------
        key : hashable
            What is worked out.
        work : callable
            Gives it.
        of : object, optional
            Whose id is in the key: kept too, so that no other has that id meanwhile.
        """
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return cast("T", self._known[key][1])
            made = work()
            self._known[key] = (of, made)
            shorten(self._known, _KEPT, _KEPT_BYTES)
            return made
