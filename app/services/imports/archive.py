"""What a workbook must not be, looked for before anything in it is opened."""

from __future__ import annotations

import io
import re
import zipfile

from app.files.compressed import DAMAGED, check_workbook
from app.services.imports.findings import FileRefusedError
from wfm.errors import TableError

# A workbook of a contact centre has tens of parts, never thousands.
_MOST_PARTS = 2000
_PROLOG = 64 * 1024
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_HEAD, _BROKEN, _ERROR = b"[Content_Types].xml", "E_ZIP_STRUCTURE", rb' t="e"'
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_CONTENT = re.compile(rb"<v[^>]*>[^<]|<is\b")
# A formula may give an empty text: that is a blank, and calculated.
_TEXT = b' t="str"'


def check_archive(data: bytes, source: str) -> None:
    """
    Refuse what no spreadsheet program writes.

    Parameters
    ----------
    data : bytes
        The file; begins as a ZIP archive does.
    source : str
        Its name, for messages.

    Raises
    ------
    FileRefusedError
        If it is damaged, unpacks to too much, has macros, declares entities, or has
        parts that two readers would read differently.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry.filename for entry in archive.infolist()]
            _check_names(names)
            _check_bomb(data, source)
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as file:
                        if _DECLARES.search(file.read(_PROLOG)):
                            raise FileRefusedError("E_XML_ENTITY")
    except DAMAGED as error:
        raise FileRefusedError(_BROKEN) from error


def _check_names(names: list[str]) -> None:
    strange = any(name.startswith(("/", "\\")) or ".." in name for name in names)
    twice = len(set(names)) != len(names)
    if strange or twice or len(names) > _MOST_PARTS or _HEAD.decode() not in names:
        raise FileRefusedError(_BROKEN)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefusedError("E_MACRO")


def _check_bomb(data: bytes, source: str) -> None:
    try:
        check_workbook(data, source)
    except TableError as error:
        message = error.problems[0].message
        if message.startswith("unpacks"):
            raise FileRefusedError("E_ZIP_BOMB") from error
        wide = message.startswith("has cells")
        raise FileRefusedError("E_TOO_WIDE" if wide else _BROKEN) from error


def unread_cells(data: bytes, place: int) -> dict[tuple[int, str], str]:
    """
    Cells that a reader shows as empty although something is written in them.

    Parameters
    ----------
    data : bytes
        A workbook that was checked.
    place : int
        Which sheet of the workbook, the first being 0.

    Returns
    -------
    dict of (int, str) to str
        Row and letters of the column to ``E_CELL_ERROR`` for an error of the
        spreadsheet, ``E_NO_CACHED_VALUE`` for a formula that was never calculated.
    """
    found: dict[tuple[int, str], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _part_of(archive, place)
        if part is None:
            return found
        text = archive.read(part)
    if _ERROR not in text and b"<f" not in text:
        return found
    for cell in _CELL.finditer(text):
        attributes, content = cell.group(1), cell.group(2) or b""
        where = _PLACE.search(attributes)
        if where is None:
            continue
        key = (int(where.group(2)), where.group(1).decode())
        if _ERROR in attributes:
            found[key] = "E_CELL_ERROR"
        elif b"<f" in content and not (_TEXT in attributes or _CONTENT.search(content)):
            found[key] = "E_NO_CACHED_VALUE"
    return found


def _part_of(archive: zipfile.ZipFile, place: int) -> str | None:
    """Name of the part that holds a sheet, as the workbook's own list says."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    ids = re.findall(r"<sheet\b[^>]*\br:id=\"([^\"]+)\"", book)
    parts = {
        identity.group(1): where.group(1).lstrip("/")
        for link in re.findall(r"<Relationship\b[^>]*>", links)
        if (identity := re.search(r"\bId=\"([^\"]+)\"", link))
        and (where := re.search(r"\bTarget=\"([^\"]+)\"", link))
    }
    if place >= len(ids) or ids[place] not in parts:
        return None
    target = parts[ids[place]]
    part = target if target.startswith("xl/") else f"xl/{target}"
    return part if part in names else None


def counts_from_1904(data: bytes) -> bool:
    """
    Tell whether a workbook's days are counted from 1904, as old Macs did.

    Parameters
    ----------
    data : bytes
        A workbook that was checked.

    Returns
    -------
    bool
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False
        return bool(
            re.search(rb'date1904="(?:1|true)"', archive.read("xl/workbook.xml"))
        )


def has_links(data: bytes) -> bool:
    """
    Tell whether a workbook points at other files; none is ever opened.

    Parameters
    ----------
    data : bytes
        A workbook that was checked.

    Returns
    -------
    bool
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any("externalLink" in name for name in archive.namelist())
