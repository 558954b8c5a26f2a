"""A real PostgreSQL server in a temporary folder, for as long as the tests run."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.requirements import required

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSTALLED = Path("/usr/lib/postgresql")


def programs() -> Path:
    """Folder of Debian's PostgreSQL programs; skips where there is none."""
    found = sorted(_INSTALLED.glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if required("postgres"):
        pytest.fail("PostgreSQL is required here and is not installed")
    pytest.skip("needs PostgreSQL (Debian package postgresql)")


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """
    Serve from a folder, over a socket in it: no port is opened.

    Yields the address of a database, its name left blank: ``postgresql://...?host=``.
    """
    bin_folder = programs()
    data = folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(*command: str | Path) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )

    run(bin_folder / "initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "-D", data)
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    control = bin_folder / "pg_ctl"
    run(control, "-D", data, "-o", options, "-w", "-l", folder / "log", "start")
    try:
        owner = user or pwd.getpwuid(os.geteuid()).pw_name
        yield f"postgresql+psycopg://{owner}@/{{name}}?host={folder}"
    finally:
        run(control, "-D", data, "-m", "immediate", "-w", "stop")
