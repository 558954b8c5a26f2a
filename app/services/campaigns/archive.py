"""A campaign in one file: campaign.toml with its tables in a ZIP archive."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.files.compressed import DAMAGED
from app.files.toml import toml_of
from app.services.access import Action
from app.services.campaigns.stored import add_campaign
from wfm.errors import Problem, TableError

if TYPE_CHECKING:
    from typing import BinaryIO

    from app.services.access import Actor
    from app.storage.engine import Store

CAMPAIGN_FILE = "campaign.toml"
MOST_BYTES = 256 * 2**20
_MOST_FILES = 60
_TYPES = frozenset({".toml", ".csv", ".gz", ".xlsx", ".txt", ".tsv"})
_CHUNK = 2**20
# What packing programs add on their own.
_STRAY = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def add_campaign_zip(store: Store, actor: Actor, file: BinaryIO) -> int:
    """
    Take a campaign with its tables into the store from an archive.

    Parameters
    ----------
    store : Store
        Where to.
    actor : Actor
        Who, as `app.services.campaigns.stored.add_campaign`.
    file : binary file
        The archive; can be read at any place.

    Returns
    -------
    int
        Number of the campaign.

    Raises
    ------
    ForbiddenError
        If the role may not.
    TableError
        If the archive is not one, holds what a campaign does not, or names files
        outside it; and with everything that is wrong in its files. Nothing is kept.
    ParameterError
        If another campaign has the name.
    """
    actor.require(Action.CAMPAIGN_EDIT)
    with TemporaryDirectory(prefix="aforo-campaign-") as folder:
        return add_campaign(store, actor, unpack_campaign(file, Path(folder)))


def unpack_campaign(file: BinaryIO, folder: Path) -> Path:
    """
    Unpack the archive of a campaign.

    Parameters
    ----------
    file : binary file
        The archive; can be read at any place.
    folder : Path
        Empty; nothing is written outside it.

    Returns
    -------
    Path
        Of ``campaign.toml``, which names no file outside its folder.

    Raises
    ------
    TableError
        If it is no such archive.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _checked(archive)
            for entry, place in entries.items():
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(archive, entry, path)
    except DAMAGED as error:
        raise _refused("is not a ZIP archive that can be read") from error
    found = [place for place in entries.values() if place.name == CAMPAIGN_FILE]
    if len(found) != 1:
        raise _refused(f"must hold one {CAMPAIGN_FILE}, has {len(found)}")
    path = folder / found[0]
    _check_inside(path, folder)
    return path


def _checked(archive: zipfile.ZipFile) -> dict[str, PurePosixPath]:
    """Names of the files to unpack, and where to; all of it harmless."""
    entries: dict[str, PurePosixPath] = {}
    size = 0
    for entry in archive.infolist():
        name = entry.filename
        if entry.is_dir() or name.startswith(_STRAY[0]) or name.endswith(_STRAY[1:]):
            continue
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or "\\" in name or ":" in name:
            raise _refused(f"holds {name!r}, which leads outside it")
        if place.suffix.lower() not in _TYPES:
            raise _refused(f"holds {name!r}, which is no table: only CSV, Excel, TOML")
        if name in entries:
            raise _refused(f"holds {name!r} twice")
        entries[name] = place
        size += entry.file_size
    if len(entries) > _MOST_FILES:
        raise _refused(f"holds {len(entries)} files, {_MOST_FILES} at most")
    if size > MOST_BYTES:
        raise _refused(f"unpacks to more than {MOST_BYTES // 2**20} MB")
    return entries


def _write(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    """Write what is packed, and no more than it said: the head of a file may lie."""
    left = archive.getinfo(name).file_size
    with archive.open(name) as packed, path.open("xb") as file:
        while piece := packed.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise _refused(f"holds {name!r}, which is larger than it says")
            file.write(piece)


def _check_inside(path: Path, folder: Path) -> None:
    """Refuse a campaign that would have the server read files of its own."""
    try:
        files = toml_of(path.read_bytes(), path.name).get("files", {})
    except tomllib.TOMLDecodeError as error:
        raise _refused(str(error)) from error
    if not isinstance(files, dict):
        return  # the reader of the file says it better
    root = folder.resolve()
    outside = [
        Problem(path.name, f"[files] {name} = {value!r} leads outside the archive")
        for name, value in files.items()
        if isinstance(value, str)
        and not (path.parent / value).resolve().is_relative_to(root)
    ]
    if outside:
        raise TableError(outside)


def _refused(message: str) -> TableError:
    return TableError([Problem("the archive", message)])
