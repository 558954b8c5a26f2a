"""Labour rules as a command is given them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wfm.labour.rules import RuleBook


def rules_from(given: str) -> RuleBook:
    """
    Rule book of a country, or of a TOML file that may name one.

    Parameters
    ----------
    given : str
        Country code, or a path that ends in ``.toml``.
    """
    from app.files.toml import read_toml
    from wfm.labour.rules import rule_book

    if given.lower().endswith(".toml"):
        document = read_toml(Path(given))
        return rule_book(document.get("rules", document))
    return rule_book(given)
