"""Statements about files between the steps of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, insert, not_, or_, select, update

from app.storage.jobs import ACTIVE
from app.storage.schema.jobs import JOB
from app.storage.schema.uploads import UPLOAD, UPLOAD_PIECE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

    from sqlalchemy import ColumnElement, Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """
    A file as its owner chose it, without what is in it.

    Attributes
    ----------
    id : int
        Own number.
    account_id : int or None
        Owner; None for the command line.
    campaign_id : int
        For which campaign.
    kind : str
        Table into which it goes.
    filename : str
        As its owner calls it.
    size : int
        Bytes.
    created_at : int
        UTC seconds.
    job_id : str or None
        The last job that it was given to.
    how : str
        What that job was told, as JSON; empty for nothing.
    """

    id: int
    account_id: int | None
    campaign_id: int
    kind: str
    filename: str
    size: int
    created_at: int
    job_id: str | None
    how: str


_HEAD = (
    *(UPLOAD.c.id, UPLOAD.c.account_id, UPLOAD.c.campaign_id, UPLOAD.c.kind),
    *(UPLOAD.c.filename, UPLOAD.c.size, UPLOAD.c.created_at),
    *(UPLOAD.c.job_id, UPLOAD.c.how),
)


# A file of any size costs whoever keeps it some of these.
PIECE_BYTES = 256 * 1024


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Read what is left of a file, piece by piece."""
    while piece := file.read(PIECE_BYTES):
        yield piece


def add(connection: Connection, pieces: Iterable[bytes], **columns: object) -> int:
    """Keep a file, by what is in it and the columns of its table; its number."""
    head = insert(UPLOAD).values(size=0, **columns).returning(UPLOAD.c.id)
    number = int(connection.execute(head).scalar_one())
    size = 0
    for place, piece in enumerate(pieces):
        size += len(piece)
        kept = {"upload_id": number, "place": place, "content": piece}
        connection.execute(insert(UPLOAD_PIECE).values(**kept))
    connection.execute(update(UPLOAD).where(UPLOAD.c.id == number).values(size=size))
    return number


def by_id(connection: Connection, upload_id: int) -> Upload | None:
    """File by its number; None if there is none."""
    query = select(*_HEAD).where(UPLOAD.c.id == upload_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else Upload(**row)


def by_job(connection: Connection, job_id: str) -> Upload | None:
    """File of a job; None if there is none."""
    query = select(*_HEAD).where(UPLOAD.c.job_id == job_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else Upload(**row)


def content(connection: Connection, upload_id: int) -> bytes:
    """Read what is in a file; nothing if it is gone."""
    query = select(UPLOAD_PIECE.c.content).where(UPLOAD_PIECE.c.upload_id == upload_id)
    in_order = query.order_by(UPLOAD_PIECE.c.place)
    return b"".join(bytes(each) for each in connection.scalars(in_order))


def found(connection: Connection, upload_id: int) -> bytes | None:
    """Read what a job found in a file, as JSON; None if none has ended well."""
    query = select(UPLOAD.c.seen).where(UPLOAD.c.id == upload_id)
    seen = connection.execute(query).scalar()
    return None if seen is None else bytes(seen)


def rows(connection: Connection, upload_id: int) -> bytes | None:
    """Typed rows that a job left, as Parquet; None where none can be imported."""
    query = select(UPLOAD.c.rows).where(UPLOAD.c.id == upload_id)
    typed = connection.execute(query).scalar()
    return None if typed is None else bytes(typed)


def give(connection: Connection, upload_id: int, job_id: str, how: str) -> None:
    """Give a file to a job; what an earlier one found stays until it ends."""
    given = update(UPLOAD).where(UPLOAD.c.id == upload_id)
    connection.execute(given.values(job_id=job_id, how=how))


def keep_found(
    connection: Connection,
    upload_id: int,
    job_id: str,
    *,
    seen: bytes,
    typed: bytes | None,
) -> bool:
    """Keep what a job found; False if the file is gone, or was given to another."""
    found_by = update(UPLOAD).where(UPLOAD.c.id == upload_id, UPLOAD.c.job_id == job_id)
    return connection.execute(found_by.values(seen=seen, rows=typed)).rowcount == 1


def of_account(connection: Connection, account_id: int) -> list[int]:
    """Numbers of the files of an account that no job has in hand, the newest first."""
    query = select(UPLOAD.c.id).where(UPLOAD.c.account_id == account_id, _free())
    return list(connection.scalars(query.order_by(UPLOAD.c.id.desc())))


def remove(connection: Connection, numbers: Collection[int]) -> None:
    """Delete files."""
    if numbers:
        connection.execute(delete(UPLOAD).where(UPLOAD.c.id.in_(sorted(numbers))))


def remove_older(connection: Connection, before: int) -> None:
    """Delete files kept before an instant (UTC seconds) that no job has in hand."""
    old = and_(UPLOAD.c.created_at < before, _free())
    # Most looks find none: those shall not make others wait for their turn.
    if connection.execute(select(UPLOAD.c.id).where(old).limit(1)).first():
        connection.execute(delete(UPLOAD).where(old))


def remove_of_campaign(connection: Connection, campaign_id: int) -> None:
    """Delete every file that waits for a campaign."""
    connection.execute(delete(UPLOAD).where(UPLOAD.c.campaign_id == campaign_id))


def _free() -> ColumnElement[bool]:
    """Whether no job that has not ended was given a file."""
    in_hand = exists().where(JOB.c.id == UPLOAD.c.job_id, JOB.c.state.in_(ACTIVE))
    return or_(UPLOAD.c.job_id.is_(None), not_(in_hand))
