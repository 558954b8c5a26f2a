"""Settings of a campaign as numbers of a form, over its file."""

from __future__ import annotations

import math
import time
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.files.toml_edit import with_values
from app.services.access import Action, Actor
from app.services.campaigns.edits import campaign_settings, save_settings
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND
from app.services.form_errors import FormError
from app.storage import campaigns, versions
from app.storage.audit import Entry, record
from app.storage.authors import author_name, stale
from wfm.labour.countries import parameters_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.storage.engine import Store
    from app.storage.versions import Version

RULES = "rules"
# Field to its section, its least and its largest value (None: none), and whether it is
# a share: then both ends but 0 and 1 themselves are open.
FIELDS: dict[str, tuple[str, float, float]] = {
    "service_level": ("goal", 0.0, 1.0),
    "threshold": ("goal", 0.0, 86_400.0),
    "max_occupancy": ("goal", 0.0, 1.0),
    "min_agents": ("goal", 0.0, 10_000.0),
    "scheduled": ("shrinkage", 0.0, 1.0),
    "unscheduled": ("shrinkage", 0.0, 1.0),
    "days": ("campaign", 1.0, 366.0),
}
SHARES = ("service_level", "max_occupancy", "scheduled", "unscheduled")
_WHOLE = ("min_agents", "days")
_ABOVE_ZERO = ("service_level", "max_occupancy")
_BELOW_ONE = ("service_level", "scheduled", "unscheduled")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsForm:
    """
    Settings as they are edited.

    Attributes
    ----------
    text : str
        The campaign file, whole.
    number : int
        Its version: the base of an edit.
    values : mapping of str to float
        By field of `FIELDS`; those that the file does not give are left out.
    rules : mapping of str to float
        Labour parameters that the campaign overrides.
    """

    text: str
    number: int
    values: Mapping[str, float]
    rules: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSettings:
    """A version of the settings and the name of who saved it."""

    version: Version
    author: str


def settings_form(store: Store, actor: Actor, campaign_id: int) -> SettingsForm:
    """
    Read the settings of a campaign for editing.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Which campaign.

    Returns
    -------
    SettingsForm

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign, or it has no file.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    text, number = campaign_settings(store, actor, campaign_id)
    document = tomllib.loads(text)
    numbers = {place: _numbers(document, place) for place, _, _ in FIELDS.values()}
    values = {
        name: numbers[section][name]
        for name, (section, _, _) in FIELDS.items()
        if name in numbers[section]
    }
    rules = _numbers(document, RULES)
    return SettingsForm(text=text, number=number, values=values, rules=rules)


def save_form(  # noqa: PLR0913 - an edit is where, who, what and why
    store: Store,
    actor: Actor,
    campaign_id: int,
    values: Mapping[str, float | None],
    rules: Mapping[str, float | None],
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Save what a form changed; all else of the file stays as it is.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign.
    values : mapping of str to (float or None)
        By field of `FIELDS`; None leaves the file without it where it had none.
    rules : mapping of str to (float or None)
        Labour parameters to override.
    base_number : int
        `SettingsForm.number` that was seen.
    reason : str
        In the author's words.

    Returns
    -------
    Version

    Raises
    ------
    FormError
        With every field that cannot be taken.
    ForbiddenError, UnknownNameError, StaleError, TableError
        As `app.services.campaigns.edits.save_settings`.
    """
    form = settings_form(store, actor, campaign_id)
    wrong = _problems(form, values, rules)
    if wrong:
        raise FormError(wrong)
    text = form.text
    for section in dict.fromkeys(place for place, _, _ in FIELDS.values()):
        changed = {
            name: value
            for name, value in values.items()
            if value is not None
            and FIELDS[name][0] == section
            and form.values.get(name) != value
        }
        if changed:
            text = with_values(text, (section,), changed)
    overridden = {
        name: value
        for name, value in rules.items()
        if value is not None and form.rules.get(name) != value
    }
    if overridden:
        text = with_values(text, (RULES,), overridden)
    return save_settings(
        store, actor, campaign_id, text, base_number=base_number, reason=reason
    )


def settings_versions(
    store: Store, actor: Actor, campaign_id: int
) -> list[SavedSettings]:
    """
    Versions of the settings, the newest first.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who asks.
    campaign_id : int
        Which campaign.

    Returns
    -------
    list of SavedSettings
        Empty where the campaign has no file.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        campaign_in_reach(connection, actor, Action.CAMPAIGN_READ, campaign_id)
        return [
            SavedSettings(
                version=version, author=author_name(connection, version.author_id)
            )
            for version in versions.listing(connection, campaign_id, CAMPAIGN_KIND)
        ]


def set_archived(
    store: Store, actor: Actor, campaign_id: int, *, archived: bool, revision: int
) -> None:
    """
    Put a campaign away, or plan it again; nothing of it is lost.

    Parameters
    ----------
    store : Store
        Where.
    actor : Actor
        Who.
    campaign_id : int
        Which campaign.
    archived : bool
        Whether it is to be put away.
    revision : int
        Of the campaign that was seen.

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    StaleError
        If somebody changed it since.
    """
    with store.writing() as connection:
        row = campaign_in_reach(connection, actor, Action.CAMPAIGN_EDIT, campaign_id)
        at = int(time.time()) if archived else None
        if not campaigns.archive(connection, campaign_id, at=at, revision=revision):
            raise stale(connection, row.name, "campaign", str(campaign_id), campaign_id)
        entry = Entry(
            action="campaign.archive" if archived else "campaign.unarchive",
            object_kind="campaign",
            object_id=str(campaign_id),
            account_id=actor.account_id,
            campaign_id=campaign_id,
            version=revision + 1,
        )
        record(connection, entry)


def rule_names(country: str, on: date) -> list[str]:
    """
    Labour parameters that a campaign of a country may override.

    Parameters
    ----------
    country : str
        ISO 3166 two-letter code.
    on : date
        Day whose law is asked about.

    Returns
    -------
    list of str
        Their names, in alphabetical order.
    """
    return sorted(parameters_on(country, on))


def _problems(
    form: SettingsForm,
    values: Mapping[str, float | None],
    rules: Mapping[str, float | None],
) -> dict[str, str]:
    found = {name: _problem(name, value) for name, value in values.items()}
    # What the file gives cannot be emptied here: its default would pass for it.
    found |= {
        name: "empty" for name in form.values if name in values and values[name] is None
    }
    found |= {
        f"{RULES}.{name}": "number"
        for name, value in rules.items()
        if value is None or not math.isfinite(value)
    }
    return {name: why for name, why in found.items() if why}


def _problem(name: str, value: float | None) -> str:
    if value is None:
        return ""
    _, least, most = FIELDS[name]
    wrong = not (math.isfinite(value) and least <= value <= most)
    wrong |= name in _ABOVE_ZERO and value == 0
    wrong |= name in _BELOW_ONE and value == 1
    if name in SHARES:
        return "share" if wrong else ""
    if name in _WHOLE:
        return "whole" if wrong or value != int(value) else ""
    return "positive" if wrong else ""


def _numbers(document: Mapping[str, object], section: str) -> dict[str, float]:
    """Numbers of a section; none where it is written as something else."""
    found = document.get(section)
    return {
        name: value
        for name, value in (found if isinstance(found, dict) else {}).items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
