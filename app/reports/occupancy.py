"""The occupancy cap in plain words: how often it binds, what follows, its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reports.facts import cap_price

if TYPE_CHECKING:
    from app.reports.facts import CapPrice, Content
    from app.reports.reader import Reader


def cap_in_short(content: Content, reader: Reader) -> str:
    """One sentence; empty where the campaign has no cap."""
    price = _price(content)
    if price is None:
        return ""
    share = _ceiling(content, reader)
    if not price.intervals:
        return reader.say("brief.cap.never", share=share)
    return reader.say("brief.cap.binds", share=share, **_words(price, reader))


def cap_meaning(content: Content, reader: Reader) -> str:
    """How often the cap binds, what follows from it, and its price in hours."""
    price = _price(content)
    if price is None:
        return ""
    share = _ceiling(content, reader)
    if not price.intervals:
        return reader.say("cap.never", share=share)
    words = _words(price, reader)
    binds = reader.say("cap.binds", share=share, **words)
    return f"{binds} {reader.say('cap.price', **words)}"


def _price(content: Content) -> CapPrice | None:
    goal, requirement = content.summary["goal"], content.tables.get("requirement")
    capped = goal.get("max_occupancy") is not None and goal["occupancy_rule"] == "cap"
    if requirement is None or not capped:
        return None
    return cap_price(requirement, content.summary["interval"])


def _ceiling(content: Content, reader: Reader) -> str:
    return reader.formats.round_share(content.summary["goal"]["max_occupancy"])


def _words(price: CapPrice, reader: Reader) -> dict[str, str]:
    formats = reader.formats
    more = price.extra_hours / price.other_hours if price.other_hours > 0 else None
    return {
        "intervals": formats.number(price.intervals),
        "of": formats.number(price.of),
        "part": formats.share(price.intervals / price.of),
        "extra": formats.hours(price.extra_hours),
        "without": formats.hours(price.other_hours),
        "more": formats.share(more),
    }
