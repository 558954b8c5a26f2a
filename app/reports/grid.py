"""Tables that stay readable on paper and, as a list, on a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Heading:
    """
    Head of a column.

    Attributes
    ----------
    text : str
        What it says.
    number : bool
        Whether its cells are numbers, which stand at the right.
    whole : bool
        Whether its cells stay on one line, such as dates.
    """

    text: str
    number: bool = False
    whole: bool = False


def grid(
    headings: Sequence[Heading],
    rows: Iterable[Sequence[str]],
    *,
    name: str = "",
    remarks: Iterable[str] = (),
) -> Html:
    """
    Table; the first cell of a row is its heading.

    Parameters
    ----------
    headings : sequence of Heading
        One a column.
    rows : iterable of sequence of str
        Cells, text or `Html`, as many as there are headings.
    name : str
        Class; ``stacked`` turns each row into a list where the screen is narrow.
    remarks : iterable of str
        Where given, one for each row, which stands under it over the whole width.
    """
    head = tag(
        "tr",
        *(tag("th", h.text, class_=_side(h), scope="col") for h in headings),
    )
    lines = [_row(headings, cells) for cells in rows]
    said = [_remark(headings, remark) for remark in remarks]
    pairs = zip_longest(lines, said, fillvalue=Html(""))
    body = [tag("tbody", line, remark) for line, remark in pairs]
    table = tag("table", tag("thead", head), *body, class_=name or None)
    return tag("div", table, class_="wide")


def _row(headings: Sequence[Heading], cells: Sequence[str]) -> Html:
    first, *others = zip(headings, cells, strict=True)
    return tag(
        "tr",
        tag("th", first[1], class_=_side(first[0]), scope="row"),
        *(
            tag("td", cell, class_=_side(heading), data_label=heading.text)
            for heading, cell in others
        ),
    )


def _remark(headings: Sequence[Heading], remark: str) -> Html:
    return tag("tr", tag("td", remark, colspan=len(headings)), class_="remark")


def _side(heading: Heading) -> str | None:
    if heading.number:
        return "n"
    return "whole" if heading.whole else None
