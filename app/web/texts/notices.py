"""Sentences of what a page says when it has nothing to show."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "failure.title": "The plan cannot be read",
    "plan.none": "There is no plan yet",
    "plan.none.hint": "It is made from the history: import that first, if it is not"
    " there yet, then choose Make the plan on the page of the forecast.",
    "plan.unpublished": "Nothing is published yet",
    "plan.unpublished.hint": "What planners publish of this campaign appears here.",
    "unknown.title": "There is no such page",
    "unknown.hint": "Use the menu to go on.",
    "absent.reason": "The plan says: {reason}",
    "absent.forecast": "This plan has no forecast",
    "absent.forecast.hint": "Import a history of contacts and plan again.",
    "absent.schedule": "This plan has no roster",
    "absent.schedule.hint": "Add contracts and agents on the page of the people, and"
    " plan again.",
    "absent.adherence": "This plan has no adherence",
    "absent.adherence.hint": "Name the schedule worked and the agents' states in the"
    " campaign's [files] section: schedule and states.",
    "absent.requests": "This plan has no staffing requests",
    "absent.requests.hint": "Add contracts and agents on the page of the people: with"
    " them, what is needed is held against what is contracted.",
}

SPANISH: dict[str, str] = {
    "failure.title": "El plan no se puede leer",
    "plan.none": "Todavía no hay plan",
    "plan.none.hint": "Sale del historial: impórtelo primero, si aún no está, y elija"
    " Hacer el plan en la página del pronóstico.",
    "plan.unpublished": "Todavía no hay nada publicado",
    "plan.unpublished.hint": "Aquí aparece lo que Planeación publique de esta campaña.",
    "unknown.title": "Esta página no existe",
    "unknown.hint": "Use el menú para continuar.",
    "absent.reason": "El plan dice: {reason}",
    "absent.forecast": "Este plan no tiene pronóstico",
    "absent.forecast.hint": "Importe un historial de contactos y planee de nuevo.",
    "absent.schedule": "Este plan no tiene malla de turnos",
    "absent.schedule.hint": "Agregue contratos y asesores en la página Personas, y"
    " planee de nuevo.",
    "absent.adherence": "Este plan no tiene adherencia",
    "absent.adherence.hint": "Indique la programación trabajada y los estados de los"
    " asesores en la sección [files] de la campaña: schedule y states.",
    "absent.requests": "Este plan no tiene solicitudes de personal",
    "absent.requests.hint": "Agregue contratos y asesores en la página Personas: con"
    " ellos se compara lo necesario con lo contratado.",
}
