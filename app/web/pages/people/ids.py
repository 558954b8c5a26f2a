"""Component ids of the page of the people."""

from __future__ import annotations

# Filters and grid
TEAM = "people-team"
SKILL = "people-skill"
CONTRACT = "people-contract"
SEARCH = "people-search"
COUNT = "people-count"
PLACE = "people-place"
GRID = "people-grid"
ADD = "people-add"
EXCEL = "people-excel"
FILE = "people-file"
HEADS = "people-heads"
# Raised by whatever changes a person.
CHANGED = "people-changed"

# Several at once
OPEN = "people-open"
TOGETHER = "people-together"
TOGETHER_TEAM = "people-together-team"
TOGETHER_CONTRACT = "people-together-contract"
TOGETHER_UNTIL = "people-together-until"
TOGETHER_SAVE = "people-together-save"
TOGETHER_SAID = "people-together-said"
TOGETHER_COUNT = "people-together-count"
UNDO = "people-undo"
UNDO_SAID = "people-undo-said"

# Drawer
DRAWER = "people-drawer"
BODY = "people-body"
OPENED = "people-opened"
SAVE = "people-save"
SAID = "people-said"
ABSENCES = "people-absences"
ABSENCE_ADD = "people-absence-add"
ABSENCE_SAID = "people-absence-said"
ABSENCE_REMOVE = "people-absence-remove"
ERASE_CODE = "people-erase-code"
ERASE = "people-erase"

# Contracts
CONTRACTS = "people-contracts"
CONTRACTS_SEEN = "people-contracts-seen"
CONTRACTS_ADD = "people-contracts-add"
CONTRACTS_REMOVE = "people-contracts-remove"
CONTRACTS_SAVE = "people-contracts-save"
CONTRACTS_UNDO = "people-contracts-undo"
CONTRACTS_SAID = "people-contracts-said"


def field(name: str) -> str:
    """Id of a field of the form of a person."""
    return f"people-field-{name.replace('_', '-')}"


def absence(name: str) -> str:
    """Id of a field of the form of an absence."""
    return f"people-absence-{name.replace('_', '-')}"
