"""Labour rules as a command is given them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wfm.labour.rules import RuleBook

# Only the house values, on purpose.
_NO_COUNTRY = "none"


def rules_from(given: str) -> RuleBook:
    """
    Rule book of a country, or of a TOML file that may name one.

    Parameters
    ----------
    given : str
        Country code, ``none``, or a path that ends in ``.toml``.

    Raises
    ------
    ParameterError
        If the labour law of a country is not known: house values would pass for it.
    """
    from app.files.toml import read_toml
    from wfm.errors import ParameterError
    from wfm.labour.countries import COUNTRIES, has_law
    from wfm.labour.rules import rule_book

    if given.lower().endswith(".toml"):
        document = read_toml(Path(given))
        return rule_book(document.get("rules", document))
    if not (has_law(given) or given.lower() == _NO_COUNTRY):
        known = ", ".join(sorted(COUNTRIES)).lower()
        rule = f"a country whose law is known ({known}), none, or a .toml file"
        raise ParameterError("rules", given, rule)
    return rule_book(given)
