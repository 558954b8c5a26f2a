"""English sentences with blanks, and how another language says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """
    A sentence that was found in a phrasebook.

    Attributes
    ----------
    template : str
        What the other language says, with blanks.
    blanks : dict of str to str
        What the English sentence has in them.
    """

    template: str
    blanks: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Pattern:
    begins: str
    ends: str
    whole: re.Pattern[str]
    template: str

    def find(self, sentence: str) -> Said | None:
        # Most of some hundred patterns are left out by how they begin or end.
        if not (sentence.startswith(self.begins) and sentence.endswith(self.ends)):
            return None
        found = self.whole.fullmatch(sentence)
        return None if found is None else Said(self.template, found.groupdict())


class Phrasebook:
    """
    Sentences by their English, the first that fits.

    Parameters
    ----------
    phrases : mapping of str to str
        English to the other language. A ``{blank}`` of the English holds anything, and
        must have the same name on the other side.
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._plain = {said: told for said, told in phrases.items() if "{" not in said}
        self._patterns = [
            _pattern(said, told) for said, told in phrases.items() if "{" in said
        ]

    def find(self, sentence: str) -> Said | None:
        """Look a sentence up; None where the book has none like it."""
        plain = self._plain.get(sentence)
        if plain is not None:
            return Said(plain, {})
        tried = (each.find(sentence) for each in self._patterns)
        return next((found for found in tried if found is not None), None)


def _pattern(said: str, told: str) -> _Pattern:
    parts = _BLANK.split(said)
    whole = "".join(
        f"(?P<{part}>.+)" if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    )
    return _Pattern(parts[0], parts[-1], re.compile(whole), told)
