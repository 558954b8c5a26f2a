"""What happens on the page of a campaign's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Input, Output, State, no_update

from app.services.access import Action
from app.services.campaigns.edits import save_settings
from app.services.campaigns.form import (
    FIELDS,
    RULES,
    save_form,
    set_archived,
    settings_form,
)
from app.services.form_errors import FormError
from app.services.reasons import LONGEST_REASON
from app.web.components.answers import done, refused, warned
from app.web.pages.campaigns.form import number_of
from app.web.pages.settings import ids
from app.web.pages.settings.daily import register_daily
from app.web.pages.settings.layout import campaign_here, version_table
from wfm.errors import WfmError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.web.here import Here
    from app.web.registry import Registry

NAMES = tuple(FIELDS)


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    _register_form(registry)
    _register_file(registry)
    _register_archive(registry)
    register_daily(registry)


def _register_form(registry: Registry) -> None:
    rule = {"type": ids.RULE, "name": ALL}

    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "said": Output(ids.SAID, "children"),
            "base": Output(ids.BASE, "data"),
            "versions": Output(ids.VERSIONS, "children"),
            "file": Output(ids.FILE, "value"),
            "wrong": {name: Output(ids.field(name), "error") for name in NAMES},
            "rules": Output(rule, "error"),
        },
        inputs={
            "clicks": Input(ids.SAVE, "n_clicks"),
            "base": State(ids.BASE, "data"),
            "reason": State(ids.REASON, "value"),
            "given": {name: State(ids.field(name), "value") for name in NAMES},
            "own": [State(rule, "value"), State(rule, "id")],
            "new": [State(ids.NEW_RULE, "value"), State(ids.NEW_VALUE, "value")],
        },
        prevent_initial_call=True,
    )
    def save(  # noqa: PLR0913, PLR0917 - all that the form holds
        here: Here,
        clicks: int,
        base: int,
        reason: str,
        given: dict[str, Any],
        own: list[list[Any]],
        new: list[Any],
    ) -> dict[str, Any]:
        del clicks
        names = [str(each["name"]) for each in own[1]]
        rules = _rules(names, own[0], new)
        values = {name: number_of(name, given[name]) for name in NAMES}
        answer = _kept(names)
        form = settings_form(here.site.store, here.actor, campaign_here(here).id)
        if _same(values, form.values) and rules == dict(form.rules):
            return answer | {"said": warned(here.visitor.say("settings.same"))}
        try:
            made = save_form(
                here.site.store,
                here.actor,
                campaign_here(here).id,
                values,
                rules,
                base_number=int(base),
                reason=str(reason or "")[:LONGEST_REASON],
            )
        except FormError as error:
            return answer | _told(here, error, names)
        except WfmError as error:
            return answer | {"said": refused(here.visitor, error)}
        return answer | _saved(here, made.number)


def _register_file(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output={
            "said": Output(ids.FILE_SAID, "children"),
            "base": Output(ids.BASE, "data", allow_duplicate=True),
            "versions": Output(ids.VERSIONS, "children", allow_duplicate=True),
        },
        inputs={
            "clicks": Input(ids.FILE_SAVE, "n_clicks"),
            "base": State(ids.BASE, "data"),
            "text": State(ids.FILE, "value"),
            "reason": State(ids.FILE_REASON, "value"),
        },
        prevent_initial_call=True,
    )
    def save_file(
        here: Here, clicks: int, base: int, text: str, reason: str
    ) -> dict[str, Any]:
        del clicks
        try:
            made = save_settings(
                here.site.store,
                here.actor,
                campaign_here(here).id,
                str(text or ""),
                base_number=int(base),
                reason=str(reason or "")[:LONGEST_REASON],
            )
        except WfmError as error:
            said = refused(here.visitor, error)
            return {"said": said, "base": no_update, "versions": no_update}
        told = _saved(here, made.number)
        return {name: told[name] for name in ("said", "base", "versions")}


def _register_archive(registry: Registry) -> None:
    @registry.callback(
        Action.CAMPAIGN_EDIT,
        output=Output(ids.ARCHIVE_SAID, "children"),
        inputs=Input(ids.ARCHIVE, "n_clicks"),
        prevent_initial_call=True,
    )
    def archive(here: Here, _: int) -> object:
        row = campaign_here(here)
        try:
            set_archived(
                here.site.store,
                here.actor,
                row.id,
                archived=True,
                revision=row.revision,
            )
        except WfmError as error:
            return refused(here.visitor, error)
        return done(here.visitor.say("settings.archived"))


def _kept(names: list[str]) -> dict[str, Any]:
    """Answer that changes nothing and takes old errors away."""
    return {
        "said": [],
        "base": no_update,
        "versions": no_update,
        "file": no_update,
        "wrong": dict.fromkeys(NAMES, ""),
        "rules": [""] * len(names),
    }


def _saved(here: Here, number: int) -> dict[str, Any]:
    written = here.visitor.formats.number(number)
    form = settings_form(here.site.store, here.actor, campaign_here(here).id)
    return {
        "said": done(here.visitor.say("settings.saved", n=written)),
        "base": number,
        "versions": version_table(here),
        "file": form.text,
    }


def _told(here: Here, error: FormError, names: list[str]) -> dict[str, Any]:
    """Errors at the fields; one of the new rule stands below them."""
    say = here.visitor.say
    told = {name: say(f"wrong.{why}") for name, why in error.fields.items()}
    placed = {name: told.get(name, "") for name in NAMES}
    of_rules = [told.pop(f"{RULES}.{name}", "") for name in names]
    new = [name for name in told if name.startswith(f"{RULES}.")]
    said = warned(say("wrong.number")) if new else []
    return {"wrong": placed, "rules": of_rules, "said": said}


def _rules(
    names: list[str], values: list[Any], new: list[Any]
) -> dict[str, float | None]:
    given = dict(zip(names, values, strict=True))
    chosen, value = new
    if chosen:
        given[str(chosen)] = value
    return {name: number_of(name, each) for name, each in given.items()}


def _same(values: Mapping[str, float | None], before: Mapping[str, float]) -> bool:
    return all(values[name] == before.get(name) for name in NAMES)
