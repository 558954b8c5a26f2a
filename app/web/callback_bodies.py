"""Whether the body of a callback request is one that the app itself would send."""

from __future__ import annotations

import json
from typing import Any

_SEVERAL = ("ALL", "ALLSMALLER")
_WILD = ("MATCH", *_SEVERAL)


def well_formed(body: dict[str, Any], known: dict[str, Any]) -> bool:
    """
    Whether a body names exactly the parts of a callback; their values may be anything.

    Parameters
    ----------
    body : dict
        As sent.
    known : dict
        Entry of Dash's ``callback_map``.

    Returns
    -------
    bool
    """
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(c, str) for c in changed):
        return False
    return (
        _all_match(body.get("inputs", []), known["inputs"])
        and _all_match(body.get("state", []), known["state"])
        and _outputs_match(body.get("outputs", []), known)
    )


def _all_match(given: object, declared: list[dict[str, str]]) -> bool:
    if not isinstance(given, list) or len(given) != len(declared):
        return False
    return all(
        _matches(one, each["id"], each["property"])
        for one, each in zip(given, declared, strict=True)
    )


def _outputs_match(given: object, known: dict[str, Any]) -> bool:
    if known["no_output"]:
        return True
    declared = known["output"]
    if not isinstance(declared, (list, tuple)):
        given, declared = [given], [declared]
    parts = [
        {"id": each.component_id_str(), "property": each.component_property}
        for each in declared
    ]
    return _all_match(given, parts)


def _matches(given: object, declared_id: str, declared_property: str) -> bool:
    """Whether a part is the declared one; a pattern may stand for a list of parts."""
    pattern = _pattern(declared_id)
    if pattern is not None and set(map(str, _wild(pattern))) & set(_SEVERAL):
        return isinstance(given, list) and all(
            _is(one, pattern, declared_property) for one in given
        )
    return _is(given, declared_id if pattern is None else pattern, declared_property)


def _is(given: object, wanted: str | dict[str, Any], declared_property: str) -> bool:
    if not isinstance(given, dict):
        return False
    said = str(given.get("property", "")).split("@", 1)[0]
    if said != declared_property.split("@", 1)[0]:
        return False
    named = given.get("id")
    if isinstance(wanted, str):
        return named == wanted
    if not isinstance(named, dict) or set(named) != set(wanted):
        return False
    return all(_fits(named[key], wanted[key]) for key in wanted)


def _fits(said: object, wanted: object) -> bool:
    if isinstance(wanted, list):  # ["MATCH"] and the like
        return isinstance(said, (str, int, float, bool))
    return said == wanted


def _pattern(declared_id: str) -> dict[str, Any] | None:
    """Parts of the id of a pattern; None where it is a plain name."""
    if not declared_id.startswith("{"):
        return None
    parts: dict[str, Any] = json.loads(declared_id)
    return parts


def _wild(pattern: dict[str, Any]) -> list[str]:
    return [
        value[0]
        for value in pattern.values()
        if isinstance(value, list) and value and value[0] in _WILD
    ]
