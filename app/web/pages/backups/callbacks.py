"""What happens on the page of the backups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, no_update

from app.services.access import Action
from app.services.administration.backup_shelf import add_backup
from app.web.components.answers import done, refused
from app.web.pages.backups import ids
from app.web.pages.backups.layout import backup_list
from wfm.errors import WfmError

if TYPE_CHECKING:
    from app.web.here import Here
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""

    @registry.callback(
        Action.BACKUP_RUN,
        output=[Output(ids.SAID, "children"), Output(ids.LIST, "children")],
        inputs=Input(ids.MAKE, "n_clicks"),
        running=[(Output(ids.MAKE, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def make(here: Here, _: int) -> list[Any]:
        folder = here.site.settings.backup_folder
        try:
            made = add_backup(here.site.store, here.actor, folder)
        except WfmError as error:
            return [refused(here.visitor, error), no_update]
        said = done(here.visitor.say("backups.done", name=made.name))
        return [said, backup_list(here)]
