"""Sentences on how good a roster is: price and bound, fair shares, wishes, seats."""

from __future__ import annotations

from itertools import combinations

ENGLISH: dict[str, str] = {
    "quality": "How good the roster is",
    "quality.anonymous": "How good the shifts are",
    "quality.price": "Pay and the price of what is missing come to {cost}. No lawful"
    " roster for these people and these hours can come to less than {bound}: this one"
    " is at most {more} dearer than any lawful roster could be.",
    "quality.price.anonymous": "Pay and the price of what is missing come to {cost}. No"
    " lawful shifts for these hours can come to less than {bound}: these are at most"
    " {more} dearer than any lawful shifts could be.",
    "quality.price.only": "Pay and the price of what is missing come to {cost}.",
    "quality.price.least": "Pay and the price of what is missing come to {cost}, and"
    " nothing lawful can come to less.",
    "quality.run": "Worked out in {seconds} with {solver}, seed {seed}; {stopped}.",
    "quality.spread": "How nights, Sundays and late ends are shared",
    "quality.spread.note": "Shifts an agent, with those worked before the first day.",
    "quality.kind": "Shifts",
    "quality.fewest": "Fewest",
    "quality.mean": "Mean",
    "quality.most": "Most",
    "spread.nights": "Nights",
    "spread.sundays": "Sundays",
    "spread.late_ends": "Late ends",
    "quality.wishes": "{met} of {asked} wishes are met ({share}), each counted on every"
    " day for which it was asked.",
    "quality.missed": "Activities that found no place",
    "quality.missed.none": "Every activity has its place.",
    "quality.missed.who": "Agents",
    "quality.missed.why": "Why",
    "quality.activity": "Activity",
    "quality.seats": "Seats",
    "quality.site": "Site",
    "quality.site.agents": "Agents of the site",
    "quality.site.seats": "Seats there",
    "quality.site.most": "Taken at once, at most",
    "quality.site.home": "Days from home",
    "quality.hires": "Hired anew, these shifts take {hires}.",
    "quality.hires.of": "{heads} ({contract})",
    "contract.full_time": "full time",
    "quality.violations": "What the referee found",
    "quality.violations.note": "These rules are broken by shifts that were to stay as"
    " they were; the shifts added keep every rule.",
    "quality.rule": "Rule",
    "quality.found": "Found",
    "quality.limit": "Allowed",
    "quality.source": "Source",
}

SPANISH: dict[str, str] = {
    "quality": "Qué tan buena es la malla",
    "quality.anonymous": "Qué tan buenos son los turnos",
    "quality.price": "El pago y el precio de lo que falta suman {cost}. Ninguna malla"
    " legal para estas personas y estas horas puede sumar menos de {bound}: esta es a"
    " lo sumo {more} más cara de lo que podría ser cualquier malla legal.",
    "quality.price.anonymous": "El pago y el precio de lo que falta suman {cost}."
    " Ningunos turnos legales para estas horas pueden sumar menos de {bound}: estos son"
    " a lo sumo {more} más caros de lo que podrían ser otros turnos legales.",
    "quality.price.only": "El pago y el precio de lo que falta suman {cost}.",
    "quality.price.least": "El pago y el precio de lo que falta suman {cost}, y nada"
    " legal puede sumar menos.",
    "quality.run": "Calculado en {seconds} con {solver}, semilla {seed}; {stopped}.",
    "quality.spread": "Cómo se reparten noches, domingos y salidas tarde",
    "quality.spread.note": "Turnos por asesor, con los trabajados antes del primer"
    " día.",
    "quality.kind": "Turnos",
    "quality.fewest": "Quien menos",
    "quality.mean": "Promedio",
    "quality.most": "Quien más",
    "spread.nights": "Noches",
    "spread.sundays": "Domingos",
    "spread.late_ends": "Salidas tarde",
    "quality.wishes": "Se cumplen {met} de {asked} preferencias ({share}); cada una"
    " cuenta en cada día para el que se pidió.",
    "quality.missed": "Actividades sin lugar",
    "quality.missed.none": "Todas las actividades tienen su lugar.",
    "quality.missed.who": "Asesores",
    "quality.missed.why": "Por qué",
    "quality.activity": "Actividad",
    "quality.seats": "Puestos",
    "quality.site": "Sede",
    "quality.site.agents": "Asesores de la sede",
    "quality.site.seats": "Puestos en ella",
    "quality.site.most": "Ocupados a la vez, como máximo",
    "quality.site.home": "Días en casa",
    "quality.hires": "Con contratación nueva, estos turnos piden {hires}.",
    "quality.hires.of": "{heads} ({contract})",
    "contract.full_time": "tiempo completo",
    "quality.violations": "Lo que encontró el árbitro",
    "quality.violations.note": "Estas reglas las incumplen turnos que debían quedar"
    " como estaban; los turnos agregados cumplen todas.",
    "quality.rule": "Regla",
    "quality.found": "Encontrado",
    "quality.limit": "Permitido",
    "quality.source": "Fuente",
}

_WEEKDAYS = {
    "Monday": "lunes",
    "Tuesday": "martes",
    "Wednesday": "miércoles",
    "Thursday": "jueves",
    "Friday": "viernes",
    "Saturday": "sábado",
    "Sunday": "domingo",
}


def _listed(days: tuple[str, ...], last: str) -> str:
    """Days with commas, and a word before the last."""
    return f" {last} ".join(part for part in (", ".join(days[:-1]), days[-1]) if part)


# A note may name any of the days together.
_DAYS = {
    _listed(days, "and"): _listed(tuple(_WEEKDAYS[day] for day in days), "y")
    for size in range(1, len(_WEEKDAYS) + 1)
    for days in combinations(_WEEKDAYS, size)
}

PHRASES: dict[str, str] = {
    "does not work between earliest and latest": "no trabaja en el tiempo dado",
    "no stretch on contacts is long enough": "ningún tramo en contactos alcanza",
    "other activities take the time": "otras actividades ocupan el tiempo",
    "is not on contacts at the common time": "no está en contactos a la hora común",
    "{who}: week from {date}: at most {reach} h of {due} h due can be worked, because"
    " of {causes}": "{who}: en la semana del {date} se pueden trabajar a lo sumo"
    " {reach} h de las {due} h debidas, por {causes}",
    "closed (shifts fit the opening hours on {days})": "el horario de atención (en él"
    " caben turnos: {days})",
    "closed (shifts fit the opening hours on {days}) or {other}": "el horario de"
    " atención (en él caben turnos: {days}) o {other}",
    "max_days = {days} of at most {hours} h": "max_days = {days} de {hours} h como"
    " máximo",
    "no day": "ningún día",
    **_DAYS,
    "agent {agent} of contract {contract}": "asesor {agent} del contrato {contract}",
    "{count} agents of contract {contract} ({named})": "{count} asesores del contrato"
    " {contract} ({named})",
}
