"""What terms mean, beside the fields and columns that bear them."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "help.days": (
        "How many days a plan reaches, from the day after the last one of the history."
    ),
    "help.service_level": (
        "Share of the offered contacts that are to be answered within the threshold."
    ),
    "help.threshold": "Longest wait that still counts as answered in time.",
    "help.max_occupancy": (
        "Handling time ÷ (handling time + time available). Beyond it agents are"
        " added, even where the service level does not ask for them."
    ),
    "help.min_agents": "Agents whom every open queue has, however few contacts come.",
    "help.scheduled": (
        "Paid time off contacts that the roster places: breaks, training, time off."
    ),
    "help.unscheduled": (
        "Paid time lost to absence and lateness, which nobody can place."
    ),
    "help.heads": "People to be hired, with those who leave early reckoned in.",
    "help.start_by": "Day by which they must take contacts, trained.",
    "help.decide_by": (
        "Latest day on which the decision still brings them into operation in time,"
        " with recruiting and training."
    ),
    "help.state": (
        "Where the line stands: draft, submitted, approved, recruiting, in"
        " training, in operation."
    ),
    "help.offered": "Contacts that came in, answered or not.",
    "help.intervals": "Stretches of 15, 30 or 60 minutes with a row in the history.",
    "help.found": "Contacts recorded in that stretch.",
    "help.usual": "Contacts that the queue usually has then.",
    "help.adherence": (
        "Minutes in the scheduled activity at the scheduled time ÷ scheduled paid"
        " minutes."
    ),
    "help.conformance": (
        "Minutes present at any time ÷ scheduled paid minutes; may exceed 100%."
    ),
    "help.lost_minutes": "Scheduled minutes in which the agent did something else.",
    "help.scheduled_minutes": "Paid minutes of the shift, lunch left out.",
}

SPANISH: dict[str, str] = {
    "help.days": (
        "Cuántos días alcanza un plan, desde el día siguiente al último del historial."
    ),
    "help.service_level": (
        "Parte de los contactos ofrecidos que se debe atender dentro del umbral."
    ),
    "help.threshold": (
        "Espera máxima con la que un contacto cuenta como atendido a tiempo."
    ),
    "help.max_occupancy": (
        "Tiempo en gestión ÷ (tiempo en gestión + disponible). Si se pasa, se"
        " agregan asesores aunque el nivel de servicio no los pida."
    ),
    "help.min_agents": (
        "Asesores que tiene toda cola abierta, por pocos contactos que lleguen."
    ),
    "help.scheduled": (
        "Tiempo pagado fuera de contactos que la malla ubica: pausas, formación,"
        " permisos."
    ),
    "help.unscheduled": (
        "Tiempo pagado que se pierde por ausencias y retardos, y que nadie puede"
        " ubicar."
    ),
    "help.heads": "Personas por contratar, contando con las que se retiran pronto.",
    "help.start_by": "Día en que deben estar atendiendo, ya formadas.",
    "help.decide_by": (
        "Último día para decidir y que entren a tiempo, con selección y formación."
    ),
    "help.state": (
        "En qué va la línea: borrador, radicada, aprobada, en selección, en"
        " formación, en operación."
    ),
    "help.offered": "Contactos que llegaron, atendidos o no.",
    "help.intervals": "Tramos de 15, 30 o 60 minutos con una fila en el historial.",
    "help.found": "Contactos registrados en ese tramo.",
    "help.usual": "Contactos que la cola suele tener a esas horas.",
    "help.adherence": (
        "Minutos en la actividad programada a la hora programada ÷ minutos"
        " programados pagados."
    ),
    "help.conformance": (
        "Minutos presentes a cualquier hora ÷ minutos programados pagados; puede"
        " pasar de 100 %."
    ),
    "help.lost_minutes": "Minutos programados en los que el asesor hizo otra cosa.",
    "help.scheduled_minutes": "Minutos pagados del turno, sin el almuerzo.",
}
