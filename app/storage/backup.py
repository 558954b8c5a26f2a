"""Copy a whole database into a file, and put one back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from app.storage.engine import Store
from app.storage.integrity import problems
from app.storage.upgrade import check_known, require_known
from wfm.errors import ParameterError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONLY_OWNER = 0o600
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def back_up(store: Store, file: Path) -> None:
    """
    Write a copy that is consistent, while others go on working.

    Parameters
    ----------
    store : Store
        What is copied.
    file : Path
        Must not exist. An SQLite database, or a dump that ``pg_restore`` reads; only
        its owner may read it, as it holds all that the database holds.

    Raises
    ------
    ParameterError
        If the file is there already.
    StoreError
        If it cannot be written, or PostgreSQL's programs are missing.
    """
    if file.exists():
        raise ParameterError("file", str(file), "one that does not exist yet")
    with _draft(file) as draft:
        if store.sqlite:
            _vacuum_into(store, draft)
        else:
            arguments, environment = _postgres(store)
            _run(
                "pg_dump",
                ["--format=custom", f"--file={draft}", *arguments],
                environment,
            )
        _sync(draft)


def restore(url: str, file: Path, *, replace: bool = False) -> None:
    """
    Put a database back as a backup has it; nothing changes unless all of it can.

    Parameters
    ----------
    url : str
        Database to make.
    file : Path
        What `back_up` wrote, of the same kind of database.
    replace : bool
        Whether a database that is there may be lost.

    Raises
    ------
    StoreError
        If the backup is damaged, is of a later version, or the database is there or
        in use.
    """
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file")
    target = Store(url)
    try:
        if target.sqlite:
            place = target.engine.url.database
            if not place or place == ":memory:":
                raise ParameterError("database", place or "", "a file")
            _restore_sqlite(Path(place), file, replace=replace)
        else:
            _restore_postgres(target, file, replace=replace)
    finally:
        target.close()


def _vacuum_into(store: Store, draft: Path) -> None:
    connection = store.engine.raw_connection()
    try:
        # An empty file is fine for it; in a transaction it would be refused.
        connection.cursor().execute("VACUUM INTO ?", (str(draft),))
    except sqlite3.Error as error:
        raise StoreError(f"{draft.parent}: no backup was written ({error})") from error
    finally:
        connection.close()


def _restore_sqlite(place: Path, file: Path, *, replace: bool) -> None:
    if place.exists() and place.stat().st_size and not replace:
        raise StoreError(
            f"{place}: is there already; --replace puts the backup over it"
        )
    with _draft(place, over=True) as draft:
        try:
            shutil.copyfile(file, draft)
        except OSError as error:
            raise StoreError(f"{file}: cannot be copied ({error.strerror})") from error
        _check_sqlite(draft, file)
        _sync(draft)
        if place.exists():
            _let_go(place)


def _check_sqlite(draft: Path, file: Path) -> None:
    try:
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("SELECT count(*) FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{file}: is no backup of Aforo ({error})") from error
    copy = Store(f"sqlite:///{draft}")
    try:
        check_known(copy)
        found = problems(copy)
    except StoreError as error:
        # It speaks of the copy, which nobody knows of.
        raise StoreError(f"{file}: {str(error).removeprefix('database: ')}") from error
    finally:
        copy.close()
    with closing(sqlite3.connect(draft)) as connection:
        # One file, with nothing of it left beside.
        connection.execute("PRAGMA journal_mode=DELETE")
    if found:
        raise StoreError("\n".join(f"{file}: {each}" for each in found))


def _let_go(place: Path) -> None:
    """Require that no other program has the old database open, and empty its log."""
    try:
        with closing(sqlite3.connect(place, timeout=1)) as connection:
            # Only the one who has it alone can leave the write-ahead log.
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise StoreError(
                f"{place}: another program has it open; stop the server and its workers"
            ) from error
        # A damaged one is what a backup is for.
    for end in ("-wal", "-shm", "-journal"):
        Path(f"{place}{end}").unlink(missing_ok=True)


def _restore_postgres(target: Store, file: Path, *, replace: bool) -> None:
    arguments, environment = _postgres(target)
    listed = _run("pg_restore", ["--list", str(file)], environment)
    if "TABLE public alembic_version" not in listed:
        raise StoreError(f"{file}: is no backup of Aforo")
    _check_step(file, environment)
    with target.reading() as connection:
        tables = inspect(connection).get_table_names()
        others = connection.scalar(text(_OTHERS))
    if tables and not replace:
        raise StoreError(
            "database: has tables already; --replace puts the backup over them"
        )
    if tables and others:
        raise StoreError(
            "database: another program has it open; stop the server and its workers"
        )
    wipe = ["--clean", "--if-exists"] if tables else []
    options = ["--single-transaction", "--exit-on-error", "--no-owner", *wipe]
    _run("pg_restore", [*options, *arguments, str(file)], environment)


def _check_step(file: Path, environment: dict[str, str]) -> None:
    """Require, before anything is lost, that no later version made a dump."""
    table = ["--data-only", "--table=alembic_version", "--file=-", str(file)]
    lines = _run("pg_restore", table, environment).splitlines()
    # COPY public.alembic_version (version_num) FROM stdin; the row; a full stop.
    header = next((n for n, line in enumerate(lines) if line.startswith("COPY ")), None)
    step = lines[header + 1] if header is not None else ""
    require_known(step, str(file))


def _postgres(store: Store) -> tuple[list[str], dict[str, str]]:
    """Arguments and environment for PostgreSQL's programs; the password in neither."""
    url = store.engine.url
    host = url.host or str(url.query.get("host", ""))
    given = {
        "PGHOST": host,
        "PGPORT": str(url.port or url.query.get("port", "")),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
    }
    environment = {**os.environ, **{key: each for key, each in given.items() if each}}
    return [f"--dbname={url.database}"], environment


def _run(program: str, arguments: list[str], environment: dict[str, str]) -> str:
    found = shutil.which(program)
    if found is None:
        raise StoreError(
            f"{program} is missing: install the client programs of PostgreSQL"
        )
    done = subprocess.run(
        [found, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or "it did not say why").splitlines()[0]
        raise StoreError(f"{program}: {said}")
    return done.stdout


@contextmanager
def _draft(file: Path, *, over: bool = False) -> Iterator[Path]:
    """File beside the place of another that takes it when the block ends well."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{file.name}.", dir=file.parent))
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror})") from error
    try:
        draft = folder / file.name
        yield draft
        draft.chmod(_ONLY_OWNER)
        if over:
            draft.replace(file)
        else:
            # Unlike a rename this does not write over what came in between.
            os.link(draft, file)
    except FileExistsError as error:
        raise StoreError(f"{file}: another program has just written it") from error
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"{file}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(draft: Path) -> None:
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
