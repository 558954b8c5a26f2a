"""Component ids of the list of campaigns."""

from __future__ import annotations

LIST = "campaigns-list"
FIELD = "campaigns-field"
ADD = "campaigns-add"
ADDED = "campaigns-added"
ZIP = "campaigns-zip"
ZIP_SENT = "campaigns-zip-sent"
ZIP_SAID = "campaigns-zip-said"
UNARCHIVE = "campaigns-unarchive"
UNARCHIVED = "campaigns-unarchived"
CHANGED = "campaigns-changed"


def field(name: str) -> str:
    """Id of a field of the form."""
    return f"{FIELD}-{name}"
