"""What a column promises: the kind of its cells and their range."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column of a table.

    Attributes
    ----------
    name : str
        Header.
    kind : str
        ``text``, ``number``, ``integer``, ``time``, ``date`` or ``clock`` (HH:MM).
    meaning : str
        What it holds, with its unit.
    required : bool
        Whether the column must be there.
    blank : bool
        Whether a cell may be empty (unknown).
    minimum, maximum : float or None
        Range of a number, both ends included.
    choices : tuple of str
        The only words a text may be; empty for any.
    listed : bool
        Whether a text is a list of such words, separated by ``;``.
    whole_day : str
        For times: what a bare date means, ``start`` (its midnight) or ``end``
        (the midnight after it, as both days are included). For clock times: what an
        empty cell means.
    """

    name: str
    kind: str
    meaning: str
    required: bool = True
    blank: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    listed: bool = False
    whole_day: str = "start"
