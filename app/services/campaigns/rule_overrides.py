"""Labour rules that a campaign overrides: read beside the law, set, taken back."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.files.toml_edit import with_values, without_value
from app.services.access import Action, Actor
from app.services.campaigns.edits import campaign_settings, save_settings
from app.services.campaigns.reach import campaign_in_reach
from app.services.campaigns.settings import campaign_rules
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.form_errors import FormError
from app.services.reasons import LONGEST_REASON
from app.storage import versions
from app.storage.authors import author_name
from wfm.errors import ConflictError, UnknownNameError
from wfm.intervals import zone
from wfm.labour.countries import law_of
from wfm.labour.rules import RuleBook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from app.storage.engine import Store
    from app.storage.versions import Version
    from wfm.labour.parameters import Parameter

RULES = "rules"
# Versions that are read to say since when a value is overridden.
_LOOKED_AT = 100
# Largest value by the unit that ends the name; the least is always 0.
_MOST = (
    (("_minutes",), 31 * 1440.0),
    (("_minute",), 2 * 1440.0),
    (("_surcharge", "_share"), 5.0),
    (("_weekday",), 7.0),
    (("_years",), 100.0),
    (("_paid", "_exempt", "_only", "_surcharges"), 1.0),
    (("_day", "_days", "_month"), 31.0),
    (("_lunch",), 10.0),
)
_WHOLE = ("_weekday", "_paid", "_exempt", "_only", "_surcharges", "_years", "_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """
    A rule that a campaign overrides.

    Attributes
    ----------
    name : str
        Of the rule.
    value : float
        The campaign's.
    law : Parameter
        What holds in its country today.
    at : int
        When the campaign's value was set, UTC seconds.
    author, reason : str
        Who set it, and why; either may be empty.
    """

    name: str
    value: float
    law: Parameter
    at: int
    author: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDesk:
    """
    Rules of a campaign as they are edited.

    Attributes
    ----------
    country : str
        Whose law holds.
    timezone : str
        Of the campaign.
    number : int
        Version of its settings: the base of an edit.
    overrides : tuple of Override
        By name.
    law : dict of str to Parameter
        Everything that may be overridden, as it holds today.
    """

    country: str
    timezone: str
    number: int
    overrides: tuple[Override, ...]
    law: dict[str, Parameter]


def largest(name: str) -> float:
    """
    Largest value that a rule can have.

    Parameters
    ----------
    name : str
        Of the rule; its end says its unit.

    Returns
    -------
    float
        Infinite for money and prices.
    """
    if name.startswith("load_"):
        return 1.0
    return next((most for ends, most in _MOST if name.endswith(ends)), math.inf)


def rule_desk(store: Store, actor: Actor, campaign_id: int) -> RuleDesk:
    """
    Read the rules of a campaign.

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
    RuleDesk

    Raises
    ------
    ForbiddenError, UnknownNameError
        If the role may not, or there is no such campaign.
    """
    with store.reading() as connection:
        row = campaign_in_reach(connection, actor, Action.RULES_READ, campaign_id)
        book = campaign_rules(connection, campaign_id)
        law = law_of(book.country).on(_today(row.timezone))
        newest = versions.listing(connection, campaign_id, CAMPAIGN_KIND)[:_LOOKED_AT]
        begun = _begun(connection, newest, book.overrides)
        overrides = tuple(
            Override(
                name=name,
                value=float(value),
                law=law[name],
                at=begun[name].created_at,
                author=author_name(connection, begun[name].author_id),
                reason=begun[name].reason,
            )
            for name, value in sorted(book.overrides.items())
            if name in law and name in begun
        )
    number = newest[0].number if newest else 0
    return RuleDesk(
        country=book.country,
        timezone=row.timezone,
        number=number,
        overrides=overrides,
        law=law,
    )


def set_override(  # noqa: PLR0913 - an edit is where, who, what and why
    store: Store,
    actor: Actor,
    campaign_id: int,
    name: str,
    value: float | None,
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Let a value of the campaign hold in the place of the law's.

    Parameters
    ----------
    store, actor, campaign_id
        Where, who and which campaign.
    name : str
        Of the rule.
    value : float or None
        In the unit of the rule; None is refused.
    base_number : int
        `RuleDesk.number` that was seen.
    reason : str
        In the author's words; asked for.

    Returns
    -------
    Version
        Of the settings.

    Raises
    ------
    FormError
        With the fields ``name``, ``value`` or ``reason`` that cannot be taken.
    ForbiddenError, UnknownNameError, StaleError, TableError
        As `app.services.campaigns.edits.save_settings`.
    """
    # A campaign out of reach is one that does not exist.
    desk = rule_desk(store, actor, campaign_id)
    actor.require(Action.CAMPAIGN_EDIT, campaign_id)
    wrong = _wrong(desk, name, value, reason)
    if wrong or value is None:
        raise FormError(wrong)
    own = {each.name: each.value for each in desk.overrides} | {name: value}
    try:
        RuleBook(desk.country, own).on(_today(desk.timezone))
    except ConflictError as error:
        raise FormError({"value": "contradicts"}) from error
    text, _ = campaign_settings(store, actor, campaign_id)
    changed = with_values(text, (RULES,), {name: value})
    return save_settings(
        store,
        actor,
        campaign_id,
        changed,
        base_number=base_number,
        reason=f"{name} = {value:g}: {reason.strip()}",
    )


def remove_override(
    store: Store,
    actor: Actor,
    campaign_id: int,
    name: str,
    *,
    base_number: int,
    reason: str,
) -> Version:
    """
    Let the law's value hold again.

    Parameters
    ----------
    store, actor, campaign_id, name, base_number, reason
        As for `set_override`.

    Returns
    -------
    Version
        Of the settings.

    Raises
    ------
    FormError
        If no reason is given.
    ForbiddenError, UnknownNameError, StaleError, TableError
        As `set_override`; a rule that is not overridden is unknown.
    """
    # A campaign out of reach is one that does not exist.
    desk = rule_desk(store, actor, campaign_id)
    actor.require(Action.CAMPAIGN_EDIT, campaign_id)
    own = [each.name for each in desk.overrides]
    if name not in own:
        raise UnknownNameError("rule", name, own)
    wrong = _wrong_reason(reason)
    if wrong:
        raise FormError(wrong)
    text, _ = campaign_settings(store, actor, campaign_id)
    return save_settings(
        store,
        actor,
        campaign_id,
        without_value(text, (RULES,), name),
        base_number=base_number,
        reason=f"{name}: {reason.strip()}",
    )


def _today(timezone: str) -> date:
    return datetime.now(tz=UTC).astimezone(zone(timezone)).date()


def _begun(
    connection: Connection, newest: list[Version], own: Mapping[str, float]
) -> dict[str, Version]:
    """Version with which each override began to have its present value."""
    begun: dict[str, Version] = {}
    open_names = set(own)
    for version in newest:
        text = versions.part(connection, version.id, CAMPAIGN_PART)
        said = tomllib.loads(text.decode("utf-8-sig")).get(RULES)
        table = said if isinstance(said, dict) else {}
        open_names = {name for name in open_names if table.get(name) == own[name]}
        begun |= dict.fromkeys(open_names, version)
        if not open_names:
            break
    return begun


def _wrong(
    desk: RuleDesk, name: str, value: float | None, reason: str
) -> dict[str, str]:
    found = _wrong_reason(reason)
    if name not in desk.law:
        found["name"] = "unknown" if name else "empty"
    elif value is None or not math.isfinite(value):
        found["value"] = "number"
    elif not 0 <= value <= largest(name):
        found["value"] = "bounds"
    elif name.endswith(_WHOLE) and value != int(value):
        found["value"] = "whole"
    return found


def _wrong_reason(reason: str) -> dict[str, str]:
    told = reason.strip()
    if not told:
        return {"reason": "empty"}
    return {"reason": "long"} if len(told) > LONGEST_REASON else {}
