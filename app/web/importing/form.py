"""The form that says which column of a file is which, and how its cells are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import html

from app.services.imports.kinds import kind_of
from app.services.imports.mapping import AUTO, DATE_ORDERS, DECIMALS, UNITS, Mapping
from app.web.importing import ids
from app.web.importing.words import column_name
from app.web.texts import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from app.services.imports.preview import Preview
    from app.web.visitor import Visitor

# Stands for a mean that is made of totals; no header is this.
_RATIO = "\x1fratio"
_ZONES = (
    *("UTC", "America/Bogota", "America/Mexico_City", "America/Lima"),
    *("America/Guayaquil", "America/Panama", "America/Caracas", "America/Santiago"),
    *("America/Argentina/Buenos_Aires", "America/New_York", "America/Chicago"),
    *("America/Los_Angeles", "Europe/Madrid"),
)
_COLUMN = "column-"
_TYPED = ("constant", "sheet")
# One queue for a whole file is usual; one agent is not.
_CONSTANT = {"history": "queue"}


def field_names(table: str) -> tuple[str, ...]:
    """Fields of the form of a table, each with an `ids.part` of its name."""
    kind = kind_of(table)
    kinds = {column.kind for column in kind.table.columns}
    timed = any(c.name == kind.times and c.kind == "time" for c in kind.table.columns)
    return (
        *(f"{_COLUMN}{column.name}" for column in kind.table.columns),
        *(("constant",) if table in _CONSTANT else ()),
        *(("clock",) if timed else ()),
        *(("date_order",) if kinds & {"date", "time"} else ()),
        *(("decimal",) if "number" in kinds else ()),
        *(("unit",) if _durations(table) else ()),
        *(("timezone",) if timed else ()),
        "sheet",
    )


def mapping_form(
    given: Mapping, seen: Preview, visitor: Visitor, timezone: str
) -> Component:
    """
    Fields of the form, filled with a mapping.

    Parameters
    ----------
    given : Mapping
        Guessed, saved, or as the form said before.
    seen : Preview
        What it led to.
    visitor : Visitor
        Who looks.
    timezone : str
        Of the campaign.
    """
    shown = _shown(given)
    headers = [name for name in seen.headers if name]
    found = seen.mapping
    columns, reading = [], []
    for name in field_names(given.table):
        if name.startswith(_COLUMN):
            columns.append(_column_field(given, name, shown[name], headers, visitor))
        elif name in _TYPED:
            # A text file has no sheets; the place stays, as callbacks name it.
            hidden = name == "sheet" and not (seen.sheet or given.sheet)
            reading.append(_text_field(given.table, name, shown[name], visitor, hidden))
        else:
            choices = _choices(name, headers, visitor, timezone)
            read = _read_as(name, found, visitor)
            reading.append(
                _select(given.table, name, shown[name], choices, visitor, read)
            )
    return html.Details(
        [
            html.Summary(visitor.say("import.mapping")),
            html.Div(columns, className="import-fields"),
            html.H3(visitor.say("import.reading"), className="import-part"),
            html.Div(reading, className="import-fields"),
            dmc.Button(
                visitor.say("import.look"),
                id=ids.part(given.table, ids.LOOK),
                variant="light",
                size="sm",
                className="import-look",
            ),
        ],
        open=seen.outcome in ("reject", "ask"),
        className="import-mapping",
    )


def mapping_said(base: Mapping, fields: dict[str, str | None]) -> Mapping:
    """
    Give the mapping that the form says.

    Parameters
    ----------
    base : Mapping
        With which the form was filled; what the form does not show stays.
    fields : dict of str to str or None
        Values by `field_names`.

    Returns
    -------
    Mapping
    """
    said = {
        name: (value or "").strip() if name in _TYPED else value or ""
        for name, value in fields.items()
    }
    shown = {name: value or "" for name, value in _shown(base).items()}
    if said == shown:
        return base
    targets = {
        name.removeprefix(_COLUMN): value
        for name, value in said.items()
        if name.startswith(_COLUMN) and value
    }
    columns = {name: header for name, header in targets.items() if header != _RATIO}
    ratios = {
        name: ratio
        for name, ratio in base.ratios.items()
        if targets.get(name) == _RATIO
    }
    changed: dict[str, Any] = {"columns": columns, "ratios": ratios}
    changed |= _constants(base, said, columns)
    if "clock" in said:
        times = kind_of(base.table).times
        changed["clocks"] = {times: said["clock"]} if said["clock"] else {}
    if "unit" in said and said["unit"] != shown["unit"]:
        unit = said["unit"] or AUTO
        changed["units"] = {} if unit == AUTO else dict.fromkeys(_used(base), unit)
    for name in ("date_order", "decimal"):
        if name in said:
            changed[name] = said[name] or AUTO
    for name in ("timezone", "sheet"):
        if name in said:
            changed[name] = said[name]
    return replace(base, **changed)


def _constants(
    base: Mapping, said: dict[str, str], columns: dict[str, str]
) -> dict[str, dict[str, str]]:
    column = _CONSTANT.get(base.table)
    if column is None:
        return {}
    constants = {n: v for n, v in base.constants.items() if n != column}
    if said.get("constant") and column not in columns:
        constants[column] = said["constant"]
    return {"constants": constants}


def _shown(mapping: Mapping) -> dict[str, str | None]:
    """Values of the fields for a mapping."""
    values: dict[str, str | None] = {}
    for name in field_names(mapping.table):
        column = name.removeprefix(_COLUMN)
        if name.startswith(_COLUMN):
            ratio = _RATIO if column in mapping.ratios else None
            values[name] = mapping.columns.get(column) or ratio
        elif name == "constant":
            values[name] = mapping.constants.get(_CONSTANT[mapping.table], "")
        elif name == "clock":
            times = kind_of(mapping.table).times
            values[name] = mapping.clocks.get(times)
        elif name == "unit":
            units = {mapping.units.get(each, AUTO) for each in _used(mapping)}
            values[name] = units.pop() if len(units) == 1 else AUTO
        else:
            values[name] = getattr(mapping, name) or None
    return values


def _durations(table: str) -> list[str]:
    names = kind_of(table).table.names
    return [name for name in names if name.endswith("_s")]


def _used(mapping: Mapping) -> list[str]:
    """Durations that the file gives; all of them where it gives none."""
    every = _durations(mapping.table)
    return [name for name in every if name in mapping.targets] or every


def _column_field(
    given: Mapping,
    name: str,
    value: str | None,
    headers: Sequence[str],
    visitor: Visitor,
) -> Component:
    column = name.removeprefix(_COLUMN)
    contract = next(c for c in kind_of(given.table).table.columns if c.name == column)
    choices = [{"value": header, "label": header} for header in headers]
    if column in given.ratios:
        ratio = given.ratios[column]
        label = f"({' + '.join(ratio.total)}) / {ratio.over}"
        choices.insert(0, {"value": _RATIO, "label": label})
    return dmc.Select(
        id=ids.part(given.table, name),
        label=column_name(visitor, column),
        data=choices,
        # A header that the file does not have would not be shown.
        value=value if value in {each["value"] for each in choices} else None,
        placeholder=visitor.say("import.not_there"),
        withAsterisk=contract.required,
        clearable=True,
        searchable=True,
        size="sm",
        comboboxProps={"shadow": "md"},
    )


def _select(
    table: str,
    name: str,
    value: str | None,
    choices: list[dict[str, str]],
    visitor: Visitor,
    read: str,
) -> Component:
    return dmc.Select(
        id=ids.part(table, name),
        label=visitor.say(f"import.field.{name}"),
        description=read or None,
        data=choices,
        value=value,
        placeholder=visitor.say(f"import.field.{name}.none"),
        clearable=name in ("clock", "timezone"),
        allowDeselect=name in ("clock", "timezone"),
        size="sm",
        comboboxProps={"shadow": "md"},
    )


def _text_field(
    table: str, name: str, value: str | None, visitor: Visitor, hidden: bool
) -> Component:
    return dmc.TextInput(
        id=ids.part(table, name),
        label=visitor.say(f"import.field.{name}"),
        value=value or "",
        placeholder=visitor.say(f"import.field.{name}.none"),
        size="sm",
        autoComplete="off",
        style={"display": "none"} if hidden else {},
    )


def _choices(
    name: str, headers: Sequence[str], visitor: Visitor, timezone: str
) -> list[dict[str, str]]:
    if name == "clock":
        return [{"value": header, "label": header} for header in headers]
    if name == "timezone":
        zones = [timezone, *(each for each in _ZONES if each != timezone)]
        return [{"value": each, "label": each} for each in zones]
    values = {"date_order": DATE_ORDERS, "decimal": DECIMALS, "unit": UNITS}[name]
    return [
        {"value": each, "label": _value_word(name, each, visitor)} for each in values
    ]


def _value_word(name: str, value: str, visitor: Visitor) -> str:
    return word(visitor.language, f"import.{name}", value)


def _read_as(name: str, found: Mapping, visitor: Visitor) -> str:
    """Say what was found out where the form leaves it open."""
    value = getattr(found, name, "")
    if name not in ("date_order", "decimal") or value in ("", AUTO):
        return ""
    return visitor.say("import.read_as", how=_value_word(name, value, visitor))
