"""How much time is left."""

from __future__ import annotations

import time


class Clock:
    """
    Seconds since it was made, and whether a limit has passed.

    Parameters
    ----------
    limit : float or None
        Seconds; None for no limit.
    """

    def __init__(self, limit: float | None) -> None:
        self.begun = time.perf_counter()
        self.limit = float("inf") if limit is None else limit

    @property
    def seconds(self) -> float:
        """Since the clock was made."""
        return time.perf_counter() - self.begun

    def late(self) -> bool:
        """Whether the limit has passed."""
        return self.seconds >= self.limit

    def share(self, part: float) -> Clock:
        """Clock that is late when a part of what is left has passed."""
        made = Clock(None)
        made.limit = max(0.0, (self.limit - self.seconds) * part)
        return made
