"""A folder that one command writes whole, and writes anew the next time."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wfm.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = 400


@contextmanager
def replaced_folder(
    folder: Path, contents: Mapping[str, bytes], *, mark: bytes
) -> Iterator[None]:
    """
    Write a folder beside its place, and put it there when the block ends well.

    Parameters
    ----------
    folder : Path
        Replaced whole; its parents are made if needed.
    contents : mapping of str to bytes
        Files by name.
    mark : bytes
        Stands near the start of every such file. A folder that holds anything else is
        not replaced.

    Raises
    ------
    StoreError
        If it holds something else, or cannot be written; it names the path.
    """
    _check_own(folder, mark)
    draft = _draft(folder, contents)
    try:
        yield
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _check_own(folder: Path, mark: bytes) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file, give a folder")
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        if not path.is_file() or mark not in path.read_bytes()[:_HEAD]:
            raise StoreError(
                f"{folder}: holds {path.name}, which this command did not write; give "
                "a new or empty folder"
            )


def _draft(folder: Path, contents: Mapping[str, bytes]) -> Path:
    draft = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)
        draft = Path(made)
        draft.chmod(0o755)
        for name, data in contents.items():
            (draft / name).write_bytes(data)
    except OSError as error:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
    return draft


def _swap(draft: Path, folder: Path) -> None:
    before = draft.with_name(f"{draft.name}.before")
    try:
        if folder.exists():
            folder.rename(before)
        draft.rename(folder)
    except OSError as error:
        if before.exists():
            before.rename(folder)
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
    shutil.rmtree(before, ignore_errors=True)
