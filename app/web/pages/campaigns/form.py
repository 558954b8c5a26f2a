"""Fields of a new campaign: drawn, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import dash_mantine_components as dmc

from app.services.campaigns.form import SHARES
from app.services.campaigns.new import NewCampaign
from app.web.pages.campaigns import ids
from wfm.holidays import NO_COUNTRY
from wfm.labour.countries import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from app.web.visitor import Visitor

TEXTS, CHOICES = ("name", "client"), ("timezone", "country")
NUMBERS = ("days", "service_level", "threshold", "max_occupancy")
NAMES = (*TEXTS, *CHOICES, *NUMBERS)
# Where contact centres for Spanish speakers are; any other zone can be typed.
_OF_AMERICA = ("America/", "Europe/Madrid", "Atlantic/Canary", "UTC")


def campaign_fields(visitor: Visitor) -> list[Component]:
    """Fields with what is usual in them."""
    usual = NewCampaign(name="")
    texts = [
        dmc.TextInput(
            id=ids.field(name),
            label=visitor.say(f"field.{name}"),
            value="",
            required=name == "name",
            inputProps={"maxLength": 200},
        )
        for name in TEXTS
    ]
    zones = sorted(z for z in available_timezones() if z.startswith(_OF_AMERICA))
    countries = [*sorted(COUNTRIES), NO_COUNTRY]
    choices = [
        dmc.Select(
            id=ids.field("timezone"),
            label=visitor.say("field.timezone"),
            data=zones,
            value=usual.timezone,
            searchable=True,
            allowDeselect=False,
        ),
        dmc.Select(
            id=ids.field("country"),
            label=visitor.say("field.country"),
            data=[
                {
                    "value": code,
                    "label": visitor.say("field.country.none")
                    if code == NO_COUNTRY
                    else visitor.formats.country(code),
                }
                for code in countries
            ],
            value=usual.country,
            allowDeselect=False,
        ),
    ]
    numbers = [
        number_field(visitor, ids.field(name), name, getattr(usual, name))
        for name in NUMBERS
    ]
    return [*texts, *choices, *numbers]


def number_field(
    visitor: Visitor, component_id: str | dict[str, str], name: str, value: float | None
) -> dmc.NumberInput:
    """Field of a number; shares are written in percent."""
    written = value
    if value is not None and name in SHARES:
        written = round(100 * value, 6)
    return dmc.NumberInput(
        id=component_id,
        label=visitor.say(f"field.{name}"),
        description=visitor.say(f"help.{name}"),
        inputWrapperOrder=["label", "input", "description", "error"],
        value="" if written is None else written,
        placeholder=visitor.say("settings.default"),
        decimalSeparator="," if visitor.language == "es" else ".",
        min=0,
        hideControls=True,
    )


def number_of(name: str, given: object) -> float | None:
    """Read the number of a field; None where it is empty or no number."""
    try:
        number = float(str(given)) if given not in (None, "") else None
    except ValueError:
        return None
    return number / 100 if number is not None and name in SHARES else number


def new_campaign(given: Mapping[str, Any]) -> NewCampaign:
    """Campaign of what the fields hold."""
    fields: dict[str, Any] = {
        name: str(given[name] or "") for name in (*TEXTS, *CHOICES)
    }
    fields |= {name: number_of(name, given[name]) for name in NUMBERS}
    return NewCampaign(**fields)
