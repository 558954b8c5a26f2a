"""Sheets that hold agents scheduled against agents required, by half-hour and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.reports.roster.styles import plain, sheet_name
from wfm.intervals import infer_interval, midnight, minute_of_day

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from app.reports.reader import Reader
    from app.reports.roster.styles import Styles

_HALF_HOUR = 30
_HEAD = 3
_WEEK = 7
_FIGURES = ("required", "scheduled", "difference")
_SHORT, _EVEN, _OVER = "#E5686E", "#FFFFFF", "#7CC7BC"
_A4 = 9
_SCALE = 62


def coverage_sheets(
    book: Workbook,
    styles: Styles,
    coverage: pd.DataFrame,
    reader: Reader,
    taken: set[str],
) -> None:
    """
    Add a sheet for all queues together and, where there are several, one for each.

    Parameters
    ----------
    book : Workbook
        Being written.
    styles : Styles
        Of its cells.
    coverage : DataFrame
        Typed coverage table.
    reader : Reader
        In whose language.
    taken : set of str
        Names of its sheets, in lower case.
    """
    queues = coverage["queue"].unique().tolist()
    every = queues[0] if len(queues) == 1 else reader.say("roster.coverage.all")
    sheets = [(reader.say("roster.coverage"), every, coverage)]
    if len(queues) > 1:
        sheets += [
            (reader.say("roster.coverage.queue", queue=str(queue)), str(queue), own)
            for queue, own in coverage.groupby("queue", sort=False)
        ]
    for name, said, rows in sheets:
        sheet = book.add_worksheet(sheet_name(name, taken))
        title = reader.say("roster.coverage.title", queue=said)
        sheet.write_string(0, 0, title, styles.text("title"))
        _table(sheet, styles, rows, reader)


def by_half_hour(coverage: pd.DataFrame) -> pd.DataFrame:
    """
    Agents by day and half-hour of the clock: means of each queue, added up.

    Parameters
    ----------
    coverage : DataFrame
        Typed coverage table; whole hours stay so. An hour that happens twice is told
        once, as its mean.

    Returns
    -------
    DataFrame
        ``day, minute, required, scheduled, difference``, in order of time.
    """
    slot = max(_HALF_HOUR, infer_interval(coverage["start"]))
    times = coverage.assign(
        day=midnight(coverage["start"]),
        minute=minute_of_day(coverage["start"]) // slot * slot,
    )
    sides = ["required", "scheduled"]
    means = times.groupby(["queue", "day", "minute"], as_index=False)[sides].mean()
    sums = means.groupby(["day", "minute"], as_index=False)[sides].sum()
    return sums.assign(difference=sums["scheduled"] - sums["required"])


def hours_by_day(coverage: pd.DataFrame) -> pd.DataFrame:
    """
    Agent-hours by day.

    Parameters
    ----------
    coverage : DataFrame
        Typed coverage table.

    Returns
    -------
    DataFrame
        ``required, scheduled, difference`` by day.
    """
    hours = infer_interval(coverage["start"]) / 60
    days = coverage.groupby(midnight(coverage["start"]).rename("day"))
    sums = days[["required", "scheduled"]].sum() * hours
    return sums.assign(difference=sums["scheduled"] - sums["required"])


def _table(
    sheet: Worksheet, styles: Styles, coverage: pd.DataFrame, reader: Reader
) -> None:
    table = by_half_hour(coverage)
    days = pd.date_range(table["day"].min(), table["day"].max())
    minutes = sorted(table["minute"].unique())
    rows = {minute: _HEAD + place for place, minute in enumerate(minutes)}
    columns = {day: 1 + len(_FIGURES) * place for place, day in enumerate(days)}
    _head(sheet, styles, columns, reader)
    for minute, row in rows.items():
        text = f"{minute // 60:02d}:{minute % 60:02d}"
        sheet.write_string(row, 0, text, styles.text("time"))
    number = styles.text("fraction")
    for cell in table.to_dict("records"):
        row, column = rows[cell["minute"]], columns[cell["day"]]
        for place, figure in enumerate(_FIGURES):
            sheet.write_number(row, column + place, round(cell[figure], 6), number)
    last = _HEAD + len(minutes)
    sheet.write_string(last, 0, reader.say("roster.agent_hours"), styles.text("total"))
    sums = hours_by_day(coverage)
    for day, column in columns.items():
        for place, figure in enumerate(_FIGURES):
            value = float(sums[figure].get(day, 0.0))
            sheet.write_number(
                last, column + place, round(value, 6), styles.text("total hours")
            )
    _colour(sheet, columns, last - 1, float(table["difference"].abs().max()))
    _set_up(sheet, len(days))


def _head(
    sheet: Worksheet,
    styles: Styles,
    columns: dict[pd.Timestamp, int],
    reader: Reader,
) -> None:
    sheet.write_string(_HEAD - 1, 0, "", styles.text("head"))
    for day, column in columns.items():
        rest = day.day_of_week == _WEEK - 1
        style = styles.text("rest head" if rest else "day head")
        last = column + len(_FIGURES) - 1
        name = plain(reader.formats.day(day))
        sheet.merge_range(_HEAD - 2, column, _HEAD - 2, last, name, style)
        for place, figure in enumerate(_FIGURES):
            said = reader.say(f"roster.{figure}")
            sheet.write_string(_HEAD - 1, column + place, said, style)


def _colour(
    sheet: Worksheet, columns: dict[pd.Timestamp, int], last: int, most: float
) -> None:
    """Heat from too few over even to too many; the same scale for every day."""
    scale = {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "max_type": "num",
        "min_value": -max(most, 1.0),
        "mid_value": 0,
        "max_value": max(most, 1.0),
        "min_color": _SHORT,
        "mid_color": _EVEN,
        "max_color": _OVER,
    }
    for column in columns.values():
        place = column + len(_FIGURES) - 1
        sheet.conditional_format(_HEAD, place, last, place, scale)


def _set_up(sheet: Worksheet, days: int) -> None:
    sheet.set_column(0, 0, 15)
    sheet.set_column(1, len(_FIGURES) * days, 7)
    sheet.freeze_panes(_HEAD, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_print_scale(_SCALE)
    sheet.repeat_rows(0, _HEAD - 1)
    sheet.repeat_columns(0)
    week = len(_FIGURES) * _WEEK
    breaks = [1 + week * number for number in range(1, -(-days // _WEEK))]
    sheet.set_v_pagebreaks(breaks)
    sheet.set_footer("&L&A&R&P / &N")
