"""What is wrong with a form, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


class FormError(InputError):
    """
    Fields of a form that cannot be taken.

    Attributes
    ----------
    fields : dict of str to str
        Name of the field to what is wrong with it, as a word for which every language
        has a sentence: ``empty``, ``long``, ``text``, ``taken``, ``unknown``,
        ``share``, ``positive``, ``whole``.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        told = ", ".join(f"{name} ({why})" for name, why in self.fields.items())
        super().__init__(f"cannot be taken: {told}")
