"""What a campaign overrides: beside the law, with a form to set and to take back."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.access import Action
from app.services.campaigns.rule_overrides import largest, rule_desk
from app.web.components import controls
from app.web.components.attributes import attributes
from app.web.components.lights import live
from app.web.components.table import cell
from app.web.moments import moment
from app.web.pages.rules import ids
from app.web.pages.rules.values import in_words
from app.web.texts import word
from app.web.visitor import campaign_seen

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.campaigns.rule_overrides import Override, RuleDesk
    from app.storage.campaigns import CampaignRow
    from app.web.here import Here
    from app.web.visitor import Visitor

_HEADS = ("rule", "own", "law", "source", "since", "set", "reason")
_FIRST = date(2000, 1, 1)
# What explains a field stands below it, so that fields of a row are level.
_BELOW = ["label", "input", "description", "error"]
# Ends of names to the words about their unit.
_UNITS = (
    (("_minutes",), "minutes"),
    (("_minute",), "minute"),
    (("_weekday",), "weekday"),
    (("_paid", "_exempt", "_only", "_surcharges"), "truth"),
    (("_surcharge", "_share"), "share"),
)


def own_card(here: Here) -> Component:
    """Card with the choice of a campaign and what it overrides."""
    say = here.visitor.say
    found = _campaigns(here)
    if not found:
        return controls.card(
            html.P(say("own_rules.no_campaign"), className="quiet"),
            title=say("own_rules.title"),
        )
    last = campaign_seen()
    first = next((row for row in found if row.key == last), found[0])
    data = [{"value": str(row.id), "label": row.name} for row in found]
    return controls.card(
        html.P(say("own_rules.lead"), className="quiet"),
        controls.choice(ids.CAMPAIGN, say("own_rules.campaign"), data, str(first.id)),
        html.Div(own_rules(here, first.id), id=ids.OWN, className="own-rules"),
        html.Div(live([]), id=ids.SAID),
        title=say("own_rules.title"),
    )


def _campaigns(here: Here) -> list[CampaignRow]:
    return [
        row for row in here.campaigns() if here.actor.may(Action.RULES_READ, row.id)
    ]


def own_rules(here: Here, campaign_id: int) -> list[Component]:
    """Table of a campaign's overrides, and the form for those who may change them."""
    desk = rule_desk(here.site.store, here.actor, campaign_id)
    edits = here.actor.may(Action.CAMPAIGN_EDIT, campaign_id)
    parts: list[Component] = [dcc.Store(id=ids.BASE, data=desk.number)]
    if desk.overrides:
        parts.append(_table(here, desk, edits=edits))
    else:
        parts.append(html.P(here.visitor.say("own_rules.none"), className="quiet"))
    return [*parts, _form(here, desk)] if edits else parts


def unit_text(visitor: Visitor, desk: RuleDesk, name: str) -> str:
    """Say what the law says of a rule, and in which unit a value is written."""
    most = largest(name)
    unit = next((key for ends, key in _UNITS if name.endswith(ends)), "number")
    if name.startswith("load_"):
        unit = "share"
    if math.isinf(most):
        unit = "free"
    written = "" if math.isinf(most) else visitor.formats.number(most)
    law = in_words(visitor, name, desk.law[name].value, desk.country)
    said = visitor.say(f"own_rules.unit.{unit}", most=written)
    return visitor.say("own_rules.value.law", law=law, unit=said)


def _table(here: Here, desk: RuleDesk, *, edits: bool) -> Component:
    say = here.visitor.say
    heads = [html.Th(say(f"own_rules.{name}")) for name in _HEADS]
    rows = [_row(here, desk, each, edits=edits) for each in desk.overrides]
    head = html.Tr([*heads, html.Th("")] if edits else heads)
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="table"),
        className="scroll-x",
    )


def _row(here: Here, desk: RuleDesk, each: Override, *, edits: bool) -> Component:
    visitor, law = here.visitor, each.law
    name = word(visitor.language, "limit", each.name)
    since = visitor.say("own_rules.always")
    if law.effective_from >= _FIRST:
        since = visitor.formats.date(law.effective_from)
    cells: dict[str, Component | str] = {
        "own": html.Strong(in_words(visitor, each.name, each.value, desk.country)),
        "law": in_words(visitor, each.name, law.value, desk.country),
        "source": visitor.own_words(law.source),
        "since": since,
        "set": visitor.say(
            "own_rules.set.by",
            day=moment(visitor, each.at, desk.timezone),
            who=each.author,
        ),
        # The version's reason begins with the rule, which stands beside it.
        "reason": each.reason.partition(": ")[2] or each.reason,
    }
    parts = [
        cell(visitor.say(f"own_rules.{key}"), content) for key, content in cells.items()
    ]
    if edits:
        parts.append(html.Td(_remove(visitor, each.name, name)))
    return html.Tr([html.Th(name, scope="row"), *parts])


def _remove(visitor: Visitor, rule: str, name: str) -> Component:
    return dmc.Button(
        visitor.say("own_rules.remove"),
        id={"type": ids.REMOVE, "rule": rule},
        size="compact-sm",
        variant="subtle",
        color="red",
        **attributes(aria_label=visitor.say("own_rules.remove.of", rule=name)),
    )


def _form(here: Here, desk: RuleDesk) -> Component:
    say, language = here.visitor.say, here.visitor.language
    names = sorted(
        ({"value": name, "label": word(language, "limit", name)} for name in desk.law),
        key=lambda choice: choice["label"].casefold(),
    )
    return html.Fieldset(
        [
            html.Legend(say("own_rules.change")),
            html.Div(
                [
                    dmc.Select(
                        id=ids.CHOSEN,
                        label=say("own_rules.choose"),
                        data=names,
                        searchable=True,
                        clearable=True,
                    ),
                    dmc.NumberInput(
                        id=ids.VALUE,
                        label=say("own_rules.value"),
                        description=" ",
                        inputWrapperOrder=_BELOW,
                        value="",
                        decimalSeparator="," if language == "es" else ".",
                        hideControls=True,
                    ),
                    dmc.TextInput(
                        id=ids.REASON,
                        label=say("own_rules.why"),
                        description=say("own_rules.why.hint"),
                        inputWrapperOrder=_BELOW,
                        value="",
                        inputProps={"maxLength": 500},
                    ),
                ],
                className="fields",
            ),
            html.Div(
                dmc.Button(say("own_rules.save"), id=ids.SET), className="form-end"
            ),
        ]
    )
