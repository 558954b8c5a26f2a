"""Sentences of what a page says when it has nothing to show."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "failure.title": "The plan cannot be read",
    "plan.none": "There is no plan yet",
    "plan.none.hint": "Make a plan of this campaign: with aforo plan, or as a job.",
    "plan.unpublished": "Nothing is published yet",
    "plan.unpublished.hint": "What planners publish of this campaign appears here.",
    "unknown.title": "There is no such page",
    "unknown.hint": "Use the menu to go on.",
    "absent.reason": "The plan says: {reason}",
    "absent.forecast": "This plan has no forecast",
    "absent.forecast.hint": "Run aforo plan again with a history of contacts.",
    "absent.schedule": "This plan has no roster",
    "absent.schedule.hint": "Name agents and contracts in the campaign's [files]"
    " section: agents and contracts.",
    "absent.adherence": "This plan has no adherence",
    "absent.adherence.hint": "Name the schedule worked and the agents' states in the"
    " campaign's [files] section: schedule and states.",
    "absent.requests": "This plan has no staffing requests",
    "absent.requests.hint": "Name agents and contracts in the campaign's [files]"
    " section: with them, what is needed is held against what is contracted.",
}

SPANISH: dict[str, str] = {
    "failure.title": "El plan no se puede leer",
    "plan.none": "Todavía no hay plan",
    "plan.none.hint": "Haga un plan de esta campaña: con aforo plan, o con un trabajo.",
    "plan.unpublished": "Todavía no hay nada publicado",
    "plan.unpublished.hint": "Aquí aparece lo que Planeación publique de esta campaña.",
    "unknown.title": "Esta página no existe",
    "unknown.hint": "Use el menú para continuar.",
    "absent.reason": "El plan dice: {reason}",
    "absent.forecast": "Este plan no tiene pronóstico",
    "absent.forecast.hint": "Vuelva a ejecutar aforo plan con un historial de"
    " contactos.",
    "absent.schedule": "Este plan no tiene malla de turnos",
    "absent.schedule.hint": "Indique asesores y contratos en la sección [files] de la"
    " campaña: agents y contracts.",
    "absent.adherence": "Este plan no tiene adherencia",
    "absent.adherence.hint": "Indique la programación trabajada y los estados de los"
    " asesores en la sección [files] de la campaña: schedule y states.",
    "absent.requests": "Este plan no tiene solicitudes de personal",
    "absent.requests.hint": "Indique asesores y contratos en la sección [files] de la"
    " campaña: con ellos se compara lo necesario con lo contratado.",
}
