"""Component ids of the settings of a campaign."""

from __future__ import annotations

BASE = "settings-base"
BODY = "settings-body"
RULE = "settings-rule"
NEW_RULE = "settings-new-rule"
NEW_VALUE = "settings-new-value"
REASON = "settings-reason"
SAVE = "settings-save"
SAID = "settings-said"
FILE = "settings-file"
FILE_REASON = "settings-file-reason"
FILE_SAVE = "settings-file-save"
FILE_SAID = "settings-file-said"
VERSIONS = "settings-versions"
DAILY_HOUR = "settings-daily-hour"
DAILY_BASE = "settings-daily-base"
DAILY_SAVE = "settings-daily-save"
DAILY_SAID = "settings-daily-said"
ARCHIVE = "settings-archive"
ARCHIVE_SAID = "settings-archive-said"


def field(name: str) -> str:
    """Id of a field of the form."""
    return f"settings-field-{name}"
