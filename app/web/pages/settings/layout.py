"""What stands on the page of a campaign's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import dcc, html

from app.services.campaigns.form import (
    FIELDS,
    rule_names,
    settings_form,
    settings_versions,
)
from app.services.standing.kpis import today_of
from app.web.components import controls
from app.web.components.lights import live
from app.web.components.table import cell
from app.web.moments import moment
from app.web.pages.campaigns.form import number_field
from app.web.pages.settings import ids
from app.web.pages.settings.daily import daily_card
from app.web.texts import word
from wfm.errors import UnknownNameError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.campaigns.form import SavedSettings, SettingsForm
    from app.storage.campaigns import CampaignRow
    from app.web.here import Here

_GROUPS = (
    ("goal", ("service_level", "threshold", "max_occupancy", "min_agents")),
    ("shrinkage", ("scheduled", "unscheduled")),
    ("period", ("days",)),
)
_COUNTRY = "country"
_MOST_VERSIONS = 50


def layout(here: Here) -> Component:
    """Lay out the form, the file behind it, its versions, and the way out."""
    campaign = campaign_here(here)
    form = settings_form(here.site.store, here.actor, campaign.id)
    say = here.visitor.say
    lead = say(
        "settings.lead",
        name=campaign.name,
        n=here.visitor.formats.number(form.number),
    )
    return html.Div(
        [
            controls.heading(say("settings.title"), lead),
            dcc.Store(id=ids.BASE, data=form.number),
            _fields(here, form),
            daily_card(here),
            _file(here, form),
            controls.card(
                html.Div(version_table(here), id=ids.VERSIONS),
                title=say("settings.versions"),
            ),
            _archive(here),
        ],
        className="stack start",
    )


def campaign_here(here: Here) -> CampaignRow:
    """Campaign of the address, which a page of a campaign always has."""
    if here.campaign is None:
        raise UnknownNameError("campaign", "", ())
    return here.campaign


def version_table(here: Here) -> Component:
    """Versions of the settings, the newest first."""
    campaign, visitor = campaign_here(here), here.visitor
    heads = ("version", "when", "author", "reason")
    head = html.Tr([html.Th(visitor.say(f"settings.{name}")) for name in heads])
    found = settings_versions(here.site.store, here.actor, campaign.id)
    rows = [
        html.Tr(
            [
                html.Th(visitor.formats.number(each.version.number), scope="row"),
                cell(
                    visitor.say("settings.when"),
                    moment(visitor, each.version.created_at, campaign.timezone),
                ),
                cell(visitor.say("settings.author"), _author(here, each)),
                cell(
                    visitor.say("settings.reason"),
                    visitor.own_words(each.version.reason),
                ),
            ]
        )
        for each in found[:_MOST_VERSIONS]
    ]
    return html.Table([html.Thead(head), html.Tbody(rows)], className="table")


def _author(here: Here, saved: SavedSettings) -> str:
    if saved.version.author_id is None:
        return here.visitor.say("jobs.nobody")
    return saved.author


def _fields(here: Here, form: SettingsForm) -> Component:
    say = here.visitor.say
    groups: list[Component] = []
    for group, names in _GROUPS:
        fields = [
            number_field(here.visitor, ids.field(name), name, form.values.get(name))
            for name in names
            if name in FIELDS
        ]
        title = html.Legend(say(f"settings.{group}"))
        groups.append(html.Fieldset([title, html.Div(fields, className="fields")]))
    return controls.card(
        *groups,
        _rules(here, form),
        dmc.TextInput(
            id=ids.REASON,
            label=say("settings.reason"),
            description=say("settings.reason.hint"),
            inputProps={"maxLength": 500},
            value="",
        ),
        html.Div(dmc.Button(say("settings.save"), id=ids.SAVE), className="form-end"),
        html.Div(live([]), id=ids.SAID),
    )


def _rules(here: Here, form: SettingsForm) -> Component:
    """Rules that the campaign overrides, and a place for one more."""
    say, campaign = here.visitor.say, campaign_here(here)
    own: list[Component] = [
        dmc.NumberInput(
            id={"type": ids.RULE, "name": name},
            label=word(here.visitor.language, "limit", name),
            value=value,
            decimalSeparator="," if here.visitor.language == "es" else ".",
            hideControls=True,
        )
        for name, value in sorted(form.rules.items())
    ]
    if not own:
        own = [html.P(say("settings.rules.none"), className="quiet")]
    names = rule_names(_country(form), today_of(campaign))
    added = [
        dmc.Select(
            id=ids.NEW_RULE,
            label=say("settings.rules.add"),
            data=[
                {"value": name, "label": word(here.visitor.language, "limit", name)}
                for name in names
                if name not in form.rules
            ],
            searchable=True,
            clearable=True,
        ),
        dmc.NumberInput(
            id=ids.NEW_VALUE,
            label=say("settings.rules.value"),
            description=say("settings.rules.value.hint"),
            inputWrapperOrder=["label", "input", "description", "error"],
            decimalSeparator="," if here.visitor.language == "es" else ".",
            hideControls=True,
        ),
    ]
    return html.Fieldset(
        [
            html.Legend(say("settings.rules")),
            html.P(say("settings.rules.hint"), className="quiet"),
            html.Div(own, className="fields"),
            html.Div(added, className="fields"),
        ]
    )


def _country(form: SettingsForm) -> str:
    """Country that the file names; the usual one where it names none."""
    for line in form.text.splitlines():
        name, mark, value = line.partition("=")
        if mark and name.strip() == _COUNTRY:
            return value.partition("#")[0].strip().strip("\"'")
    return "CO"


def _file(here: Here, form: SettingsForm) -> Component:
    say = here.visitor.say
    return controls.card(
        html.P(say("settings.file.hint"), className="quiet"),
        dmc.Textarea(
            id=ids.FILE,
            value=form.text,
            autosize=True,
            minRows=6,
            maxRows=24,
            className="code",
            spellCheck=False,
            **{"aria-label": say("settings.file")},
        ),
        dmc.TextInput(
            id=ids.FILE_REASON,
            label=say("settings.reason"),
            inputProps={"maxLength": 500},
            value="",
        ),
        html.Div(
            dmc.Button(say("settings.file.save"), id=ids.FILE_SAVE, variant="default"),
            className="form-end",
        ),
        html.Div(live([]), id=ids.FILE_SAID),
        title=say("settings.file"),
    )


def _archive(here: Here) -> Component:
    say = here.visitor.say
    return controls.card(
        html.P(say("settings.archive.hint"), className="quiet"),
        html.Div(
            dmc.Button(
                say("settings.archive"), id=ids.ARCHIVE, color="red", variant="light"
            ),
            className="form-end",
        ),
        html.Div(live([]), id=ids.ARCHIVE_SAID),
        title=say("settings.archive"),
    )
