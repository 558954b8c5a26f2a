"""The forms in which a roster leaves the page: workbook, wall page, calendars."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dash import Input, Output, State, ctx, no_update

from app.services.access import Action
from app.services.rosters.report_files import roster_file
from app.web import ids
from app.web.components.answers import warned
from app.web.delimited import as_csv_download, csv_file
from app.web.pages.schedule import ids as own
from app.web.pages.schedule.callbacks import CHOICE_AS_IT_IS, WEEK
from app.web.pages.schedule.desk import (
    Pending,
    campaign_of,
    may_edit,
    members,
    plans_shown,
)
from app.web.pages.schedule.export_job import as_file, file_by_job, is_large
from app.web.pages.schedule.view import Choice, chosen_roster, roster_fields
from app.web.pages.schedule.week import week_fields, week_of, week_rows
from app.web.spreadsheet import as_download, workbook

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry

_FORMS = {own.EXPORT_WEEKS: "xlsx", own.EXPORT_WALL: "html", own.EXPORT_ICS: "zip"}


def register(registry: Registry) -> None:
    """Add the callbacks of the files to a registry."""
    _register_table(registry)

    @registry.callback(
        Action.SCHEDULE_READ,
        output=[Output(own.EXPORT_FILE, "data"), Output(own.EXPORT_JOB, "children")],
        inputs={
            "clicks": [Input(name, "n_clicks") for name in _FORMS],
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def give(here: Here, clicks: list[int | None], pending: object) -> list[Any]:
        form = ctx.triggered_id
        if form not in _FORMS or not any(clicks):
            return [no_update, no_update]
        return _given(here, _FORMS[str(form)], Pending.of(pending))


def _register_table(registry: Registry) -> None:
    """Table in sight: the segments of a day, or the shifts of a week."""

    @registry.callback(
        Action.SCHEDULE_READ,
        output=Output(ids.ROSTER_FILE, "data"),
        inputs={
            "excel": Input(ids.ROSTER_EXCEL, "n_clicks"),
            "csv": Input(own.EXPORT_CSV, "n_clicks"),
            "view": State(own.VIEW, "value"),
            "chosen": CHOICE_AS_IT_IS,
            "pending": State(own.PENDING, "data"),
        },
        prevent_initial_call=True,
    )
    def save(here: Here, **given: Any) -> Any:  # noqa: ANN401 - parts of the page
        if not (given["excel"] or given["csv"]):
            return no_update
        plans, choice = plans_shown(here, given["pending"]), Choice(**given["chosen"])
        known, visitor = members(here), here.visitor
        if given["view"] == WEEK:
            days = week_of(date.fromisoformat(choice.day), plans.days)
            rows = week_rows(plans, days, choice, known)
            fields = week_fields(rows, days, visitor)
        else:
            fields = roster_fields(chosen_roster(plans, choice, known), visitor)
        name = f"aforo-roster-{choice.day}"
        if ctx.triggered_id == own.EXPORT_CSV:
            return as_csv_download(csv_file(fields), f"{name}.csv")
        return as_download(workbook(visitor.say("roster.nav"), fields), f"{name}.xlsx")


def _given(here: Here, form: str, pending: Pending | None) -> list[Any]:
    """File of what is shown, edits that are not saved included; or a job of it."""
    campaign, visitor = campaign_of(here), here.visitor
    plans = plans_shown(here, None if pending is None else pending.as_data())
    if is_large(plans):
        edited = pending is not None and pending.operations
        if edited and may_edit(here):
            return [no_update, warned(visitor.say("schedule.file.save_first"))]
        return [no_update, file_by_job(here, form)]
    name, content = roster_file(
        here.site.store, here.actor, campaign.id, plans, form, visitor.language
    )
    return [as_file(name, content), []]
