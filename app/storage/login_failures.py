"""Failed log-ins of the last day, and browsers in which an account succeeded."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, text, update

from app.storage.schema.accounts import KNOWN_DEVICE, LOGIN_FAILURE

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

_KEPT = 24 * 3600
_UNUSED = 180 * _KEPT


@dataclass(frozen=True, slots=True)
class Failures:
    """How many log-ins failed, and when the last did, in UTC seconds (0 for never)."""

    count: int
    last: int


def digest(typed: str) -> str:
    """Hash under which a name or an address is kept."""
    return sha256(typed.encode("utf-8", "surrogatepass")).hexdigest()


def take_turn(connection: Connection, name: str) -> None:
    """Wait for others who are judging the same name, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        turn = int(digest(name)[:15], 16)
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": turn})


def add(connection: Connection, name: str, address: str, now: int) -> None:
    """Note a failure, and forget those of more than a day ago."""
    connection.execute(delete(LOGIN_FAILURE).where(LOGIN_FAILURE.c.at < now - _KEPT))
    connection.execute(
        insert(LOGIN_FAILURE).values(
            name_hash=digest(name), address=digest(address), at=now
        )
    )


def of_name(
    connection: Connection, name: str, since: int, *, address: str | None = None
) -> Failures:
    """Failures of a name since a moment, from anywhere or from one address."""
    which = [LOGIN_FAILURE.c.name_hash == digest(name)]
    if address is not None:
        which.append(LOGIN_FAILURE.c.address == digest(address))
    return _count(connection, since, *which)


def of_address(connection: Connection, address: str, since: int) -> Failures:
    """Failures from an address since a moment, whatever the name."""
    return _count(connection, since, LOGIN_FAILURE.c.address == digest(address))


def forgive(connection: Connection, name: str, address: str) -> None:
    """Forget the failures of a name from an address: its owner is there."""
    connection.execute(
        delete(LOGIN_FAILURE).where(
            LOGIN_FAILURE.c.name_hash == digest(name),
            LOGIN_FAILURE.c.address == digest(address),
        )
    )


def know(connection: Connection, account_id: int, device: str, now: int) -> None:
    """Remember that an account has logged in in a browser; forget those long unused."""
    connection.execute(delete(KNOWN_DEVICE).where(KNOWN_DEVICE.c.at < now - _UNUSED))
    which = _known(account_id, device)
    done = connection.execute(update(KNOWN_DEVICE).where(*which).values(at=now))
    if not done.rowcount:
        connection.execute(
            insert(KNOWN_DEVICE).values(
                account_id=account_id, device=digest(device), at=now
            )
        )


def knows(connection: Connection, account_id: int, device: str) -> bool:
    """Whether the account has logged in in the browser before."""
    query = select(KNOWN_DEVICE.c.at).where(*_known(account_id, device))
    return connection.scalar(query) is not None


def _known(account_id: int, device: str) -> tuple[ColumnElement[bool], ...]:
    return (
        KNOWN_DEVICE.c.account_id == account_id,
        KNOWN_DEVICE.c.device == digest(device),
    )


def _count(connection: Connection, since: int, *which: ColumnElement[bool]) -> Failures:
    query = select(func.count(), func.max(LOGIN_FAILURE.c.at)).where(
        LOGIN_FAILURE.c.at > since, *which
    )
    count, last = connection.execute(query).one()
    return Failures(int(count), int(last or 0))
