"""What happens with versions: which one is shown, the list, publishing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, dcc, html, no_update

from app.services.access import Action
from app.services.plans.publishing import publish, published
from app.services.plans.stored import PLAN
from app.services.reasons import checked_reason
from app.services.rosters.draft_list import against_published, roster_versions
from app.services.rosters.newer_plan import differences, newer_plan, newest_plan
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.desk import Pending, campaign_of
from app.web.pages.schedule.dialogs import (
    author,
    change_list,
    versions_table,
    what_changes,
    when,
)
from wfm.errors import InputError, ParameterError, StaleError

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from app.services.rosters.draft_list import RosterVersion
    from app.services.rosters.newer_plan import NewerPlan
    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the callbacks of versions to a registry."""
    _register_status(registry)
    _register_versions(registry)
    _register_publish(registry)


def _register_status(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_READ,
        output=Output(own.STATUS, "children"),
        inputs=[
            Input(own.PENDING, "data"),
            Input(own.PUBLISH_SAID, "children", allow_optional=True),
        ],
    )
    def tell(here: Here, pending: object, _: object) -> list[Component]:
        return _status(here, Pending.of(pending))


def _status(here: Here, pending: Pending | None) -> list[Component]:
    """Say which version is shown, whose it is, and what is published."""
    visitor, campaign = here.visitor, campaign_of(here)
    last = published(here.site.store, here.actor, campaign.id)
    lines = []
    shown = None
    if here.may(Action.SCHEDULE_PUBLISH):
        shown = _shown(here, pending)
        if shown is not None:
            lines.append(
                visitor.say(
                    f"status.{shown.version.kind}",
                    number=str(shown.version.number),
                    who=author(shown.author, visitor),
                    when=when(shown.version.created_at, campaign, visitor),
                )
            )
            if shown.current:
                lines.append(visitor.say("status.this_published"))
    if last is None:
        lines.append(visitor.say("status.unpublished"))
    elif visitor.say("status.this_published") not in lines:
        at = when(last.at, campaign, visitor)
        lines.append(visitor.say("status.published", when=at, number=str(last.number)))
    parts: list[Component] = [html.Span(line) for line in lines]
    if shown is not None:
        parts += _newer(here, shown)
    return parts


def _newer(here: Here, shown: RosterVersion) -> list[Component]:
    """Say that a newer plan was made, with the way to it."""
    visitor, campaign = here.visitor, campaign_of(here)
    found = newer_plan(here.site.store, here.actor, campaign.id, shown.version.id)
    if found is None:
        return []
    said = newer_sentence(here, found, shown)
    link = dcc.Link(
        visitor.say("newer.open", number=str(found.plan.number)),
        href=f"/c/{campaign.key}/schedule?version={found.plan.id}",
    )
    return [html.Div([said, " ", link], className="status-newer", role="status")]


def _shown(here: Here, pending: Pending | None) -> RosterVersion | None:
    """Version on the page, as the list has it."""
    rows = roster_versions(here.site.store, here.actor, campaign_of(here).id)
    wanted = here.version if pending is None else pending.version
    if wanted is None:
        return rows[0] if rows else None
    return next((row for row in rows if row.version.id == wanted), None)


def _register_versions(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_PUBLISH,
        output=[
            Output(own.VERSIONS_MODAL, "opened"),
            Output(own.VERSIONS_BODY, "children"),
        ],
        inputs=[Input(own.VERSIONS, "n_clicks"), State(own.PENDING, "data")],
        prevent_initial_call=True,
    )
    def show(here: Here, clicks: int | None, pending: object) -> list[Any]:
        if not clicks:
            return [no_update, no_update]
        campaign = campaign_of(here)
        rows = roster_versions(here.site.store, here.actor, campaign.id)
        shown = _shown(here, Pending.of(pending))
        number = None if shown is None else shown.version.id
        return [True, versions_table(rows, number, campaign, here.visitor)]


def _register_publish(registry: Registry) -> None:
    @registry.callback(
        Action.SCHEDULE_PUBLISH,
        output={
            "opened": Output(own.PUBLISH_MODAL, "opened"),
            "body": Output(own.PUBLISH_BODY, "children"),
            "seen": Output(own.PUBLISH_SEEN, "data"),
            "said": Output(own.PUBLISH_SAID, "children"),
            "error": Output(own.PUBLISH_REASON, "error"),
            "reason": Output(own.PUBLISH_REASON, "value"),
            "disabled": Output(own.PUBLISH_NOW, "disabled"),
            "older": Output(own.PUBLISH_OLDER, "checked"),
            "older_hidden": Output(own.PUBLISH_OLDER, "display"),
            "older_error": Output(own.PUBLISH_OLDER, "error"),
        },
        inputs={
            "opening": Input(own.PUBLISH, "n_clicks"),
            "now": Input(own.PUBLISH_NOW, "n_clicks"),
            "reason": State(own.PUBLISH_REASON, "value"),
            "seen": State(own.PUBLISH_SEEN, "data"),
            "older": State(own.PUBLISH_OLDER, "checked"),
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def act(here: Here, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of the page
        from dash import ctx  # noqa: PLC0415 - of the callback being answered

        if ctx.triggered_id == own.PUBLISH_NOW:
            return _publish(here, given)
        return _ask(here, Pending.of(given["pending"]))


def _unchanged() -> dict[str, Any]:
    names = ("opened", "body", "seen", "said", "error", "reason", "disabled")
    more = ("older", "older_hidden", "older_error")
    return dict.fromkeys((*names, *more), no_update)


def _ask(here: Here, pending: Pending | None) -> dict[str, Any]:
    """Open the dialog: what publishing the shown version would change."""
    visitor = here.visitor
    shown = _shown(here, pending)
    unsaved = pending is not None and bool(pending.operations)
    answer = {**_unchanged(), "opened": True, "said": "", "error": "", "reason": ""}
    answer |= {"older": False, "older_hidden": "none", "older_error": ""}
    if shown is None or unsaved:
        key = "publish.unsaved" if unsaved else "publish.nothing"
        told = html.P(visitor.say(key))
        return {**answer, "body": told, "seen": None, "disabled": True}
    campaign = campaign_of(here)
    compared = against_published(
        here.site.store, here.actor, campaign.id, shown.version.id
    )
    name = visitor.say(
        f"versions.{shown.version.kind}", number=str(shown.version.number)
    )
    body: list[Component] = [html.Strong(name), *what_changes(compared, visitor)]
    found = newer_plan(here.site.store, here.actor, campaign.id, shown.version.id)
    if found is not None:
        body.append(_warning(here, found, shown))
        answer["older_hidden"] = "block"
    return {
        **answer,
        "body": body,
        "seen": {
            "version": shown.version.id,
            "after": compared.number,
            # The newest plan that whoever publishes has been told of.
            "plan": newest_plan(here.site.store, here.actor, campaign.id),
            "older": found is not None,
        },
        "disabled": shown.current,
    }


def _warning(here: Here, found: NewerPlan, shown: RosterVersion) -> Component:
    """Who made a newer plan, when, and what this version has otherwise."""
    visitor = here.visitor
    changes = differences(here.site.store, found, shown.version.id)
    said = newer_sentence(here, found, shown)
    told = visitor.say("newer.differs", count=len(changes))
    return html.Div(
        [html.P(said), html.P(told), *change_list(changes, visitor)],
        className="status-newer",
    )


def newer_sentence(here: Here, found: NewerPlan, shown: RosterVersion) -> str:
    """Say who made a newer plan, and when."""
    visitor = here.visitor
    return visitor.say(
        f"newer.{shown.version.kind}",
        number=str(found.plan.number),
        who=author(found.author, visitor),
        when=when(found.plan.created_at, campaign_of(here), visitor),
        base=str(found.base.number),
    )


def _publish(here: Here, given: dict[str, Any]) -> dict[str, Any]:
    """Publish what the dialog showed, if nobody was faster."""
    visitor, campaign, seen = here.visitor, campaign_of(here), given["seen"]
    if not isinstance(seen, dict):
        raise InputError("nothing to publish was shown")
    if seen.get("older") and given["older"] is not True:
        return {**_unchanged(), "older_error": visitor.say("newer.tick")}
    try:
        said = checked_reason(str(given["reason"] or ""))
    except ParameterError:
        return {**_unchanged(), "error": visitor.say("schedule.why")}
    number = seen.get("plan")
    done = {**_unchanged(), "disabled": True, "error": "", "older_error": ""}
    try:
        publish(
            here.site.store,
            here.actor,
            campaign.id,
            int(seen["version"]),
            after=int(seen["after"]),
            reason=said,
            newest_plan=None if number is None else int(number),
        )
    except StaleError as error:
        return {**done, "said": _overtaken(here, error, int(seen["version"]))}
    return {**done, "said": html.P(visitor.say("publish.done"), className="good")}


def _overtaken(here: Here, error: StaleError, version: int) -> list[Component]:
    """Who was faster, when, with what, and how that differs from one's own."""
    visitor, campaign, store = here.visitor, campaign_of(here), here.site.store
    who, at = author(error.who, visitor), when(error.at, campaign, visitor)
    if error.thing == PLAN:
        said = visitor.say("publish.newer_plan", who=who, when=at)
        return [html.P(said, className="bad")]
    parts: list[Component] = [
        html.P(visitor.say("publish.stale", who=who, when=at), className="bad")
    ]
    rows = roster_versions(store, here.actor, campaign.id)
    other = next((row for row in rows if row.current), None)
    last = published(store, here.actor, campaign.id)
    if other is None or last is None:
        return parts
    name = visitor.say(
        f"versions.{other.version.kind}", number=str(other.version.number)
    )
    told = visitor.say("publish.theirs", name=name, reason=last.reason)
    compared = against_published(store, here.actor, campaign.id, version)
    return [*parts, html.P(told), *what_changes(compared, visitor)]
