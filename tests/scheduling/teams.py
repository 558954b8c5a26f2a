"""Random team instances in the text format of Curtois and Qu."""

from __future__ import annotations

import numpy as np

_LENGTHS = (480, 480, 480, 600, 360, 480, 720)
_MONTH = 28


def shift_names(count):
    return [f"{'edln'[each % 4]}{each // 4 + 1}" for each in range(count)]


def instance(people, days, types, *, seed=0):
    """Text of an instance whose limits grow with the horizon as in the real ones."""
    rng = np.random.default_rng(seed)
    names = shift_names(types)
    lines = ["SECTION_HORIZON", str(days), *_shifts(names), "SECTION_STAFF"]
    lines += [_staff(rng, person, days, names) for person in range(people)]
    lines.append("SECTION_DAYS_OFF")
    for person in range(people):
        off = rng.choice(days, max(1, days // 14), replace=False)
        lines.append(",".join([_code(person), *map(str, sorted(off))]))
    lines += _wishes(rng, "ON", people, days, names)
    lines += _wishes(rng, "OFF", people, days, names)
    lines.append("SECTION_COVER")
    share = rng.dirichlet(np.full(types, 4.0))
    for day in range(days):
        crew = people * (0.64 if day % 7 < 5 else 0.47)
        for name, part in zip(names, share, strict=True):
            needed = max(0, round(crew * part + rng.normal(0, 0.6)))
            lines.append(f"{day},{name},{needed},100,1")
    return "\n".join(lines) + "\n"


def _shifts(names):
    types = len(names)
    few = types <= 4
    order = np.arange(types) if few else np.arange(types) * 4 // types
    yield "SECTION_SHIFTS"
    for each, name in enumerate(names):
        minutes = 480 if few else _LENGTHS[each % len(_LENGTHS)]
        barred = [names[k] for k in range(types) if order[k] < order[each]]
        yield f"{name},{minutes},{'|'.join(barred)}"


def _staff(rng, person, days, names):
    months = days / _MONTH
    draws = rng.random(len(names))
    some = max(1, days // 3)
    most = [days if d < 0.6 else 0 if d < 0.85 else some for d in draws]
    if days not in most:
        most[int(rng.integers(len(names)))] = days
    limits = "|".join(f"{n}={m}" for n, m in zip(names, most, strict=True))
    low, high = (4320, 5760) if rng.random() < 0.2 else (7440, 8640)
    run, off = rng.integers(5, 7), rng.integers(2, 4)
    return (
        f"{_code(person)},{limits},{round(high * months)},{round(low * months)},"
        f"{run},2,{off},{max(1, round(days / 14))}"
    )


def _wishes(rng, kind, people, days, names):
    lines = [f"SECTION_SHIFT_{kind}_REQUESTS"]
    for person in range(people):
        for first in range(0, days - 3, 14):
            name, weight = names[int(rng.integers(len(names)))], rng.integers(1, 4)
            begin = first + int(rng.integers(0, min(11, days - first - 3)))
            lines += [
                f"{_code(person)},{day},{name},{weight}"
                for day in range(begin, begin + int(rng.integers(1, 4)))
            ]
    return lines


def _code(number):
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(65 + digit) + text
    return text
