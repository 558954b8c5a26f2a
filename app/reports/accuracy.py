"""A backtest as one picture: every method's error beside the naive and the floor."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.reports.markup import Html, joined, tag
from app.reports.page import page
from app.reports.reader import Reader
from app.reports.texts import LANGUAGES
from forecasting.accuracy import EVERY, standings

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

_DEFAULT = "auto"
_BAR = 9
# Errors whose bars fill their cell; a method that is far off does not flatten the rest.
_WIDEST_OF_NAIVE = 1.6
# Columns that fit on a sheet.
_MOST_HORIZONS = 6
_PARTS = (
    ("interval", "normal"),
    ("day", "normal"),
    ("week", "normal"),
    ("interval", "special"),
)


def accuracy_page(table: pd.DataFrame) -> str:
    """
    Page that shows a backtest, in Spanish and English.

    Each cell has the error of a method at a horizon and a bar of it: grey up to the
    floor of chance, green where the rest is better than the naive and red where it is
    not; a line marks the naive.

    Parameters
    ----------
    table : DataFrame
        Of `wfm.tables.BACKTEST`.

    Returns
    -------
    str
        One HTML document that needs nothing else.
    """
    title = Reader(LANGUAGES[0]).say("accuracy.title")
    return page(title, {name: _edition(table, Reader(name)) for name in LANGUAGES})


def _edition(table: pd.DataFrame, reader: Reader) -> Html:
    parts = [
        (level, days, standings(table, level=level, days=days))
        for level, days in _PARTS
    ]
    shown = [(level, days, rows) for level, days, rows in parts if len(rows)]
    return joined(
        _head(shown[0][2], reader),
        _keys(reader),
        *(_errors(level, days, rows, reader) for level, days, rows in shown),
        _measures(shown[0][2], reader),
        tag("footer", tag("p", reader.say("accuracy.foot"))),
    )


def _head(rows: pd.DataFrame, reader: Reader) -> Html:
    whole = rows[rows["horizon"] == EVERY].set_index("model")
    name = _DEFAULT if _DEFAULT in whole.index else str(whole.index[0])
    told = {
        key: reader.formats.share(float(whole[key][name]))
        for key in ("wape", "naive_wape", "floor")
    }
    sentence = reader.say("accuracy.lead", model=name, **told)
    counts = " · ".join(
        (
            reader.say("accuracy.origins", int(rows["origins"].max())),
            reader.say("accuracy.contacts", float(whole["contacts"].max())),
        )
    )
    return tag(
        "header",
        tag("p", reader.say("accuracy.kind"), class_="kind"),
        tag("h1", reader.say("accuracy.title")),
        tag("p", counts, class_="quiet"),
        tag("p", sentence),
    )


def _errors(level: str, days: str, rows: pd.DataFrame, reader: Reader) -> Html:
    """Table of one level: a row a method, a column a horizon."""
    horizons = [*dict.fromkeys(rows["horizon"])]
    horizons = [*(name for name in horizons if name != EVERY)][: _MOST_HORIZONS - 1]
    horizons.append(EVERY)
    cells = rows.set_index(["model", "horizon"])
    top = min(
        rows["wape"].max(), _WIDEST_OF_NAIVE * max(rows["naive_wape"].max(), 1e-9)
    )
    top = max(top, rows["naive_wape"].max())
    models = [*dict.fromkeys(rows["model"])]
    head = [
        reader.say("accuracy.model"),
        *(_horizon(name, reader) for name in horizons),
    ]
    body = [
        tag(
            "tr",
            tag("th", _model(model, reader), scope="row"),
            *(
                _error(cells.loc[(model, name)], top, name, reader)
                if (model, name) in cells.index
                else tag("td")
                for name in horizons
            ),
        )
        for model in models
    ]
    for key in ("naive_wape", "seasonal_naive_wape", "floor"):
        values = (cells.loc[(models[0], name), key] for name in horizons)
        written = (tag("td", reader.formats.share(value)) for value in values)
        label = tag("th", reader.say(f"accuracy.{key}"), scope="row")
        body.append(tag("tr", label, *written, class_="absence"))
    return tag(
        "section",
        tag("h2", reader.say(f"accuracy.{level}.{days}")),
        _table(head, body),
        class_="keep",
    )


def _error(row: pd.Series, top: float, horizon: str, reader: Reader) -> Html:
    share = reader.formats.share
    values = {name: float(row[name]) for name in ("wape", "naive_wape", "floor")}
    told = {name: share(value) for name, value in values.items()}
    label = reader.say("accuracy.tip", **told)
    return tag(
        "td",
        told["wape"],
        _bar(values["wape"], values["floor"], values["naive_wape"], top, label),
        data_label=_horizon(horizon, reader),
    )


def _bar(error: float, floor: float, naive: float, top: float, label: str) -> Html:
    """Bar of an error: chance, what the method adds, and a line where the naive is."""
    if not all(map(math.isfinite, (error, floor, naive))):
        return Html("")

    def at(value: float) -> str:
        return f"{100 * min(value / top, 1.0):.4g}%"

    chance = min(error, floor)
    beyond = "contracted" if error <= naive else "short"
    return tag(
        "svg",
        tag("title", label),
        tag("rect", class_=beyond, width=at(error), height=_BAR, rx=2),
        tag("rect", class_="by-none", width=at(chance), height=_BAR, rx=2),
        tag("line", class_="mark", x1=at(naive), x2=at(naive), y1=-2, y2=_BAR + 2),
        class_="error",
        role="img",
        aria_label=label,
        width="100%",
        height=_BAR,
    )


def _keys(reader: Reader) -> Html:
    names = ("floor", "better", "worse", "naive")
    keys = [
        tag("li", reader.say(f"accuracy.key.{name}"), class_=f"key-{name}")
        for name in names
    ]
    return tag("figcaption", tag("ul", *keys))


def _measures(rows: pd.DataFrame, reader: Reader) -> Html:
    """Bias, bands and what the errors cost in agents, over all horizons."""
    share = reader.formats.share
    columns: dict[str, Callable[[float], str]] = {
        "ratio_to_naive": lambda value: share(value, 0),
        "bias": share,
        "mase": lambda value: reader.formats.number(value, 2),
        "coverage_80": lambda value: share(value, 0),
        "coverage_95": lambda value: share(value, 0),
        "agents_over": share,
        "agents_under": share,
        "staffing_cost": share,
    }
    whole = rows[rows["horizon"] == EVERY]
    head = [
        reader.say("accuracy.model"),
        *(reader.say(f"accuracy.{name}") for name in columns),
    ]
    body = [
        tag(
            "tr",
            tag("th", _model(str(row["model"]), reader), scope="row"),
            *(
                tag("td", write(row[name]), data_label=reader.say(f"accuracy.{name}"))
                for name, write in columns.items()
            ),
        )
        for row in whole.to_dict("records")
    ]
    return tag(
        "section",
        tag("h2", reader.say("accuracy.measures")),
        _table(head, body),
        tag("p", reader.say("accuracy.measures.note"), class_="quiet"),
        class_="keep",
    )


def _table(head: list[str], body: list[Html]) -> Html:
    cells = (tag("th", text, scope="col") for text in head)
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *cells)),
            tag("tbody", *body),
            class_="errors",
        ),
        class_="wide",
    )


def _model(name: str, reader: Reader) -> Html:
    if name != _DEFAULT:
        return tag("span", name)
    return joined(name, " ", tag("small", reader.say("accuracy.default")))


def _horizon(name: str, reader: Reader) -> str:
    if name.startswith("week "):
        return reader.say("accuracy.week", n=name.removeprefix("week "))
    return reader.say("accuracy.all" if name == EVERY else "accuracy.next_day")
