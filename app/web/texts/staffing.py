"""Sentences of the page of staffing: what other goals would ask for, and cost."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "staffing.nav": "Staffing",
    "staffing.title": "Staffing",
    "if.title": "What if…",
    "if.lead": "Move a goal and see at once the hours, people and money it takes beside"
    " today's goals. Nothing is saved until you say so.",
    "if.method": "Answered in one pass. The plan follows the queues state by state: for"
    " these days it asks for {plan} on contacts, where this says {here} with today's"
    " goals.",
    "if.days": "Days",
    "if.week": "{first} to {last}",
    "if.whole": "The whole plan",
    "if.reset": "Today's goals",
    "if.goals": "Goals",
    "if.shrinkage": "Shrinkage",
    "if.demand": "Demand",
    "if.risk": "Risk",
    "if.service_level": "Service level",
    "if.service_level.meaning": "Share of contacts to answer within the threshold.",
    "if.threshold": "Threshold",
    "if.threshold.meaning": "Wait within which that share is answered.",
    "if.max_occupancy": "Largest occupancy",
    "if.max_occupancy.meaning": "Share of their time on contacts that agents are busy."
    " It adds agents only where the campaign caps it.",
    "if.scheduled": "Scheduled",
    "if.scheduled.meaning": "Paid time for breaks, training and time off: placed in the"
    " schedule.",
    "if.unscheduled": "Unscheduled",
    "if.unscheduled.meaning": "Paid time lost to absence and lateness: nobody can place"
    " it.",
    "if.aht_factor": "Handle time",
    "if.aht_factor.meaning": "Change of all handle times.",
    "if.volume_factor": "Contacts",
    "if.volume_factor.meaning": "Change of all contacts, with their bands.",
    "if.probability": "Probability of keeping the goal",
    "if.probability.meaning": "Agents for the contacts that are not exceeded with this"
    " probability, by the forecast's bands. The intervals of a day are taken to move"
    " together.",
    "if.sure": "Staff for a probability, not for the mean",
    "if.no_bands": "The forecast has no bands",
    "if.mean": "for the mean",
    "if.same": "as now",
    "if.base": "Today",
    "if.asked": "With your changes",
    "if.hours": "Paid hours",
    "if.hours.meaning": "Agent-hours on contacts over what all shrinkage leaves.",
    "if.heads": "People",
    "if.heads.meaning": "Persons of the usual contract that the busiest week needs.",
    "if.cost": "Cost of the hours",
    "if.cost.meaning": "Paid hours times the mean loaded cost of an hour of all agents."
    " Surcharges for nights and Sundays are not in it.",
    "if.cost.unknown": "no cost of an hour is known for enough people",
    "if.more": "{change} more (+{share})",
    "if.less": "{change} less (−{share})",  # noqa: RUF001 - a minus sign
    "if.unchanged": "as today",
    "if.level": "Service level reached",
    "if.level.meaning": "Share of contacts answered in time with the mean forecast.",
    "if.chance": "Probability of the goal",
    "if.chance.meaning": "Probability that an interval, or the window of the goal,"
    " keeps the promise over the forecast's bands; a mean over contacts.",
    "if.busy": "Occupancy",
    "if.busy.meaning": "Share of their time on contacts that agents are busy.",
    "if.peak": "Peak agents",
    "if.queue.hours": "Hours",
    "if.queue.change": "Change",
    "if.queue.level": "Level reached",
    "if.on_contacts": "Hours on contacts",
    "if.on_contacts.meaning": "Net of shrinkage.",
    "if.binding": "What decides, by hours",
    "if.price.title": "The price of a point of service level",
    "if.price.lead": "All else as asked. Where the price is 0, another goal decides.",
    "if.price.level": "Service level",
    "if.price.hours": "Paid hours",
    "if.price.cost": "Cost",
    "if.price.point_hours": "Hours a point",
    "if.price.point_cost": "Cost a point",
    "if.reason": "Why",
    "if.reason.missing": "Say why: it stays with the version.",
    "if.use": "Use these goals",
    "if.nothing": "No goal and no shrinkage has been moved.",
    "if.used": "Saved as version {number} of the campaign. The next plan uses it.",
}

SPANISH: dict[str, str] = {
    "staffing.nav": "Dimensionamiento",
    "staffing.title": "Dimensionamiento",
    "if.title": "¿Y si…?",
    "if.lead": "Mueva una meta y vea enseguida las horas, las personas y el dinero que"
    " pide frente a las metas de hoy. Nada se guarda hasta que usted lo diga.",
    "if.method": "Se responde en una sola pasada. El plan sigue las colas estado por"
    " estado: para estos días pide {plan} en contactos, y aquí dan {here} con las metas"
    " de hoy.",
    "if.days": "Días",
    "if.week": "{first} a {last}",
    "if.whole": "Todo el plan",
    "if.reset": "Metas de hoy",
    "if.goals": "Metas",
    "if.shrinkage": "Reductores",
    "if.demand": "Demanda",
    "if.risk": "Riesgo",
    "if.service_level": "Nivel de servicio",
    "if.service_level.meaning": "Parte de los contactos que se contestan dentro del"
    " umbral.",
    "if.threshold": "Umbral",
    "if.threshold.meaning": "Espera dentro de la cual se contesta esa parte.",
    "if.max_occupancy": "Ocupación máxima",
    "if.max_occupancy.meaning": "Parte del tiempo en contactos que los asesores están"
    " ocupados. Agrega asesores solo donde la campaña la limita.",
    "if.scheduled": "Programados",
    "if.scheduled.meaning": "Tiempo pagado de pausas, formación y descansos: se ubica"
    " en la malla.",
    "if.unscheduled": "No programados",
    "if.unscheduled.meaning": "Tiempo pagado que se pierde por ausencias y retardos:"
    " nadie lo puede ubicar.",
    "if.aht_factor": "TMO",
    "if.aht_factor.meaning": "Cambio de todos los tiempos de operación.",
    "if.volume_factor": "Contactos",
    "if.volume_factor.meaning": "Cambio de todos los contactos, con sus bandas.",
    "if.probability": "Probabilidad de cumplir la meta",
    "if.probability.meaning": "Asesores para los contactos que no se superan con esta"
    " probabilidad, según las bandas del pronóstico. Se supone que los intervalos de un"
    " día se mueven juntos.",
    "if.sure": "Dimensionar para una probabilidad, no para la media",
    "if.no_bands": "El pronóstico no tiene bandas",
    "if.mean": "para la media",
    "if.same": "como ahora",
    "if.base": "Hoy",
    "if.asked": "Con sus cambios",
    "if.hours": "Horas pagadas",
    "if.hours.meaning": "Horas de asesor en contactos entre lo que dejan todos los"
    " reductores.",
    "if.heads": "Personas",
    "if.heads.meaning": "Personas del contrato usual que pide la semana más cargada.",
    "if.cost": "Costo de las horas",
    "if.cost.meaning": "Horas pagadas por el costo medio cargado de una hora de todos"
    " los asesores. No incluye recargos nocturnos ni dominicales.",
    "if.cost.unknown": "no se conoce el costo de una hora de suficientes personas",
    "if.more": "{change} más (+{share})",
    "if.less": "{change} menos (−{share})",  # noqa: RUF001 - a minus sign
    "if.unchanged": "igual que hoy",
    "if.level": "Nivel de servicio alcanzado",
    "if.level.meaning": "Parte de los contactos contestados a tiempo con la media del"
    " pronóstico.",
    "if.chance": "Probabilidad de la meta",
    "if.chance.meaning": "Probabilidad de que un intervalo, o la ventana de la meta,"
    " cumpla lo prometido sobre las bandas del pronóstico; media por contactos.",
    "if.busy": "Ocupación",
    "if.busy.meaning": "Parte del tiempo en contactos que los asesores están ocupados.",
    "if.peak": "Pico de asesores",
    "if.queue.hours": "Horas",
    "if.queue.change": "Cambio",
    "if.queue.level": "Nivel alcanzado",
    "if.on_contacts": "Horas en contactos",
    "if.on_contacts.meaning": "Sin reductores.",
    "if.binding": "Qué meta manda, por horas",
    "if.price.title": "El precio de un punto de nivel de servicio",
    "if.price.lead": "Todo lo demás, como lo dejó usted. Donde el precio es 0, manda"
    " otra meta.",
    "if.price.level": "Nivel de servicio",
    "if.price.hours": "Horas pagadas",
    "if.price.cost": "Costo",
    "if.price.point_hours": "Horas por punto",
    "if.price.point_cost": "Costo por punto",
    "if.reason": "Motivo",
    "if.reason.missing": "Diga el motivo: queda con la versión.",
    "if.use": "Usar estas metas",
    "if.nothing": "No se ha movido ninguna meta ni reductor.",
    "if.used": "Guardado como versión {number} de la campaña. El próximo plan la usa.",
}
