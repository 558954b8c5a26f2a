"""Component ids of an import, by the table into which it goes."""

from __future__ import annotations

# Parts: `file`, `sent` and `body` stand on the page, the others within the body.
FILE, SENT, BODY, DONE = "file", "sent", "body", "done"
SEEN, LOOK, SEND, CANCEL, REASON = "seen", "look", "send", "cancel", "reason"
WAIT = "wait"


def part(table: str, name: str) -> str:
    """Id of a part of the import into a table."""
    return f"import-{table.replace('_', '-')}-{name.replace('_', '-')}"


def answer(table: str, what: str, value: str) -> dict[str, str]:
    """Id of a button that answers a question."""
    return {"type": part(table, "answer"), "what": what, "value": value}
