"""Sentences of the page of the roster."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "roster.nav": "Roster",
    "roster.title": "Roster",
    "roster.lead": "A row for each agent, and below them the scheduled total against"
    " the requirement. Drag a shift, its edges or a break to change it.",
    "roster.lead.read": "A row for each agent, and below them the scheduled total of"
    " the whole campaign against its requirement.",
    "roster.lead.anonymous": "The campaign names no agents: these are anonymous"
    " shifts, by start; below, the scheduled total against the requirement.",
    "roster.total": "Agents on contacts",
    "roster.people": "{n} people work",
    "roster.people.one": "{n} person works",
    "roster.contact_hours": "{hours} on contacts",
    "roster.over": "{hours} over",
    "roster.covered": "all covered",
    "roster.short": "{hours} short; at worst {agents} agents at {time}",
    "roster.nobody": "Nobody works in this selection.",
}

SPANISH: dict[str, str] = {
    "roster.nav": "Malla de turnos",
    "roster.title": "Malla de turnos",
    "roster.lead": "Una fila por asesor y, abajo, el total programado contra el"
    " requerido. Arrastre un turno, sus bordes o una pausa para cambiarlos.",
    "roster.lead.read": "Una fila por asesor y, abajo, el total programado de toda la"
    " campaña contra lo requerido.",
    "roster.lead.anonymous": "La campaña no trae asesores: son turnos anónimos, en"
    " orden de entrada; abajo, el total programado contra el requerido.",
    "roster.total": "Asesores en contactos",
    "roster.people": "{n} personas trabajan",
    "roster.people.one": "{n} persona trabaja",
    "roster.contact_hours": "{hours} en contactos",
    "roster.over": "sobran {hours}",
    "roster.covered": "todo cubierto",
    "roster.short": "faltan {hours}; lo peor, {agents} asesores a las {time}",
    "roster.nobody": "Nadie trabaja en esta selección.",
}
