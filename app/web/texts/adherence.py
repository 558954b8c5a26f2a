"""Sentences of the page of adherence."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "adherence.nav": "Adherence",
    "adherence.title": "Schedule adherence",
    "adherence.lead": "What was scheduled against the recorded states, by agent.",
    "adherence.nobody": "No agent had a shift on the recorded days.",
    "adherence.kpi": "Adherence",
    "adherence.goal": "goal {share}",
    "adherence.formula": "Minutes in the scheduled activity at the scheduled time ÷"
    " scheduled paid minutes (lunch left out). The total adds everybody's minutes and"
    " divides last.",
    "adherence.below": "Below the goal",
    "adherence.below.note": "of {n} agents",
    "adherence.below.note.one": "of {n} agent",
    "adherence.below.meaning": "Agents with a shift whose adherence is under {share}.",
    "adherence.lost": "Time out of adherence",
    "adherence.lost.note": "of {hours} scheduled",
    "adherence.lost.meaning": "Scheduled minutes less adherent minutes, of all agents.",
    "adherence.by_agent": "Agents, lowest adherence first",
    "adherence.legend.below": "Adherence below the goal",
    "adherence.legend.above": "Adherence on goal",
    "adherence.hover": "Adherence {share}",
    "adherence.hover.lost": "{n} min out of adherence",
    "adherence.attention": "Who needs attention first",
    "adherence.order": "By minutes out of adherence. Formulas:",
    "conformance.kpi": "Conformance",
    "conformance.note": "at any time",
    "conformance.formula": "Minutes present at any time ÷ scheduled paid minutes; may"
    " exceed 100%. Who comes late and makes up for it complies here, but not in"
    " adherence.",
    "conformance.hover": "Conformance {share}",
}

SPANISH: dict[str, str] = {
    "adherence.nav": "Adherencia",
    "adherence.title": "Adherencia a la programación",
    "adherence.lead": "Lo programado contra los estados registrados, por asesor.",
    "adherence.nobody": "Ningún asesor tenía turno en los días registrados.",
    "adherence.kpi": "Adherencia",
    "adherence.goal": "meta {share}",
    "adherence.formula": "Minutos en la actividad programada a la hora programada ÷"
    " minutos programados pagados (sin almuerzo). El total suma los minutos de todos y"
    " divide al final.",
    "adherence.below": "Bajo la meta",
    "adherence.below.note": "de {n} asesores",
    "adherence.below.note.one": "de {n} asesor",
    "adherence.below.meaning": "Asesores con turno cuya adherencia no llega a {share}.",
    "adherence.lost": "Tiempo fuera de adherencia",
    "adherence.lost.note": "de {hours} programadas",
    "adherence.lost.meaning": "Minutos programados menos minutos adherentes, de todos"
    " los asesores.",
    "adherence.by_agent": "Asesores, de menor a mayor adherencia",
    "adherence.legend.below": "Adherencia bajo la meta",
    "adherence.legend.above": "Adherencia en meta",
    "adherence.hover": "Adherencia {share}",
    "adherence.hover.lost": "{n} min fuera de adherencia",
    "adherence.attention": "A quién atender primero",
    "adherence.order": "En orden de minutos fuera de adherencia. Fórmulas:",
    "conformance.kpi": "Conformidad",
    "conformance.note": "a cualquier hora",
    "conformance.formula": "Minutos presentes a cualquier hora ÷ minutos programados"
    " pagados; puede pasar de 100 %. Quien llega tarde y repone cumple aquí, pero no en"
    " adherencia.",
    "conformance.hover": "Conformidad {share}",
}
