"""What is said in the place of a part that the plan does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reports.markup import Html, tag

if TYPE_CHECKING:
    from app.reports.facts import Content
    from app.reports.reader import Reader


def absence(content: Content, name: str, reader: Reader) -> Html:
    """Paragraph with the plan's reason for a table that is not there."""
    reason = reason_told(content, name, reader)
    return tag(
        "p",
        reader.say("absent.here"),
        reason,
        ".",
        class_="absence",
    )


def reason_told(content: Content, name: str, reader: Reader) -> Html:
    """Reason that the plan gives, or that it gives none."""
    reason = content.why_absent(name)
    return reader.told(reason) if reason else tag("span", reader.say("absent.unknown"))
