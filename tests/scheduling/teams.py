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
    few = types <= 4
    minutes = [480 if few else _LENGTHS[each % len(_LENGTHS)] for each in range(types)]
    order = np.arange(types) * 4 // types if types > 4 else np.arange(types)
    months = days / _MONTH
    lines = ["SECTION_HORIZON", str(days), "SECTION_SHIFTS"]
    for each in range(types):
        barred = [names[k] for k in range(types) if order[k] < order[each]]
        lines.append(f"{names[each]},{minutes[each]},{'|'.join(barred)}")
    lines.append("SECTION_STAFF")
    skilled = np.ones((people, types), dtype=bool)
    for person in range(people):
        most = []
        for each in range(types):
            draw = rng.random()
            limit = days if draw < 0.6 else 0 if draw < 0.85 else max(1, days // 3)
            most.append(limit)
        if sum(limit == days for limit in most) == 0:
            most[int(rng.integers(types))] = days
        skilled[person] = np.array(most) > 0
        limits = "|".join(f"{n}={m}" for n, m in zip(names, most, strict=True))
        part_time = rng.random() < 0.2
        high = round((5760 if part_time else 8640) * months)
        low = round((4320 if part_time else 7440) * months)
        run = int(rng.integers(5, 7))
        weekends = max(1, round(days / 14))
        lines.append(
            f"{_code(person)},{limits},{high},{low},{run},2,{rng.integers(2, 4)},"
            f"{weekends}"
        )
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
        for each in range(types):
            needed = max(0, round(crew * share[each] + rng.normal(0, 0.6)))
            lines.append(f"{day},{names[each]},{needed},100,1")
    return "\n".join(lines) + "\n"


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
