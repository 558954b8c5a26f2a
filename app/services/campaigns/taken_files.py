"""The files of a campaign on their way into the store."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from app.files.campaign import read_campaign
from app.services.access import Action, Actor
from app.services.campaigns import stored_inputs
from app.services.campaigns.stored_inputs import CAMPAIGN_KIND, CAMPAIGN_PART
from app.services.history.stored import HISTORY_KIND, put_history
from app.services.people.tables import absence_rows, agent_rows
from app.services.planning.inputs import read_inputs
from app.services.text_cells import check_texts
from app.storage import versions
from app.storage.schema.campaigns import CAMPAIGN
from app.storage.schema.people import ABSENCE, AGENT
from app.storage.versions import Origin
from wfm.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from sqlalchemy import Connection

    from wfm.campaign import Campaign

_OF_PEOPLE = ("agents", "time_off")


class TakenFiles:
    """
    The files of a campaign, read whole before anything is written.

    Parameters
    ----------
    actor : Actor
        Who brings them.
    campaign_file : Path
        ``campaign.toml``.

    Raises
    ------
    ForbiddenError
        If they hold what the actor may not bring.
    StoreError, TableError
        If a file cannot be read, or is wrong.
    """

    def __init__(self, actor: Actor, campaign_file: Path) -> None:
        given = read_campaign(campaign_file)
        self.campaign: Campaign = given.campaign
        if "history" in given.files:
            actor.require(Action.HISTORY_IMPORT)
        if any(name in given.files for name in _OF_PEOPLE):
            actor.require(Action.PEOPLE_EDIT)
        inputs = read_inputs(given.campaign, given.files)
        self.tables: dict[str, pd.DataFrame] = {
            name: frame
            for name in given.files
            if (frame := getattr(inputs, name)) is not None
        }
        self._check_texts()
        try:
            self.text = campaign_file.read_bytes()
            history = given.files.get(HISTORY_KIND)
            self.history_hash = (
                "" if history is None else sha256(history.read_bytes()).hexdigest()
            )
        except OSError as error:
            raise StoreError(
                f"{error.filename}: cannot be read ({error.strerror})"
            ) from error
        self.origin = Origin(
            author_id=actor.account_id, reason=f"from {campaign_file.name}"
        )

    def _check_texts(self) -> None:
        """Hold what becomes rows of the store to the width of its columns."""
        head = {
            name: getattr(self.campaign, name)
            for name in ("name", "client", "timezone")
        }
        check_texts(CAMPAIGN, [head], source="campaign")
        for name, table, rows_of in (
            ("agents", AGENT, agent_rows),
            ("time_off", ABSENCE, absence_rows),
        ):
            if name in self.tables:
                frame = self.tables[name]
                source = str(frame.attrs.get("source", name))
                check_texts(table, rows_of(frame), source=source)

    def put(self, connection: Connection, campaign_id: int) -> None:
        """Write what the files say; what is the same already stays as it is."""
        before = versions.latest(connection, campaign_id, CAMPAIGN_KIND)
        parts = {CAMPAIGN_PART: self.text}
        if before is None or before.content_hash != versions.content_hash(parts):
            versions.save(
                connection,
                campaign_id=campaign_id,
                kind=CAMPAIGN_KIND,
                parts=parts,
                origin=self.origin,
            )
        # Files win: another import since then is written over.
        last = versions.latest(connection, campaign_id, HISTORY_KIND)
        seen = "" if last is None else last.input_hash
        if HISTORY_KIND in self.tables and seen != self.history_hash:
            put_history(
                connection,
                campaign_id,
                self.tables[HISTORY_KIND],
                replace(self.origin, input_hash=self.history_hash),
            )
        for kind in stored_inputs.TABLE_KINDS:
            stored_inputs.put_table(
                connection, campaign_id, kind, self.tables.get(kind), self.origin
            )
        stored_inputs.put_people(connection, campaign_id, self.tables, self.origin)
