"""Sentences about the forecast: new queues, and what planners decided over it."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "brief.new": "Forecast",
    "decisions": "Decisions over the forecast",
    "decisions.lead": "Planners changed the contacts that the forecast gave. The bands"
    " keep their width relative to the new figure.",
    "decisions.from": "From",
    "decisions.to": "To",
    "decisions.what": "Contacts",
    "decisions.intervals": "Intervals",
    "decisions.author": "Author",
    "decisions.reason": "Reason",
    "decisions.everywhere": "all queues",
    "decisions.factor": "times {value}",
    "decisions.value": "set to {value} an interval",
    "decisions.add": "{value} more an interval",
    "decisions.subtract": "{value} fewer an interval",
    "default.campaign.interval": "Length of an interval (minutes)",
    "default.campaign.as_of": "Day on which the plan is made",
    "default.forecast.model": "Forecasting method",
    "model.auto": "combination of methods",
    "foot.without_history": "Made with Aforo on {day}, without a history.",
}

SPANISH: dict[str, str] = {
    "brief.new": "Pronóstico",
    "decisions": "Decisiones sobre el pronóstico",
    "decisions.lead": "Los planeadores cambiaron los contactos que daba el pronóstico."
    " Las bandas conservan su ancho relativo a la nueva cifra.",
    "decisions.from": "Desde",
    "decisions.to": "Hasta",
    "decisions.what": "Contactos",
    "decisions.intervals": "Intervalos",
    "decisions.author": "Autor",
    "decisions.reason": "Motivo",
    "decisions.everywhere": "todas las colas",
    "decisions.factor": "multiplicados por {value}",
    "decisions.value": "fijados en {value} por intervalo",
    "decisions.add": "{value} más por intervalo",
    "decisions.subtract": "{value} menos por intervalo",
    "default.campaign.interval": "Duración de un intervalo (minutos)",
    "default.campaign.as_of": "Día en que se hace el plan",
    "default.forecast.model": "Método de pronóstico",
    "model.auto": "combinación de métodos",
    "foot.without_history": "Hecho con Aforo el {day}, sin historial.",
}

# What the plan says in English; a blank may itself be one of these.
PHRASES: dict[str, str] = {
    "the campaign chose the method {model}": "La campaña eligió el método {model}",
    "{queue}: forecast by {methods}, as {reason}": "{queue}: pronóstico por {methods},"
    " porque {reason}",
    "{model} needs {needed} weeks of history, there are {weeks}": "{model} pide"
    " {needed} semanas de historial y hay {weeks}",
    "{queue}: contacts from {volume}, spread like {week}, {own}; with a probability of"
    " 80% between {low} and {high}, {mean} on average": "{queue}: contactos según"
    " {volume}, repartidos como {week}, {own}; con probabilidad de 80 %, entre {low} y"
    " {high}, en promedio {mean}",
    "the contracted volumes": "los volúmenes contratados",
    "its own first days": "sus propios primeros días",
    "the volume of queue {analog}": "el volumen de la cola {analog}",
    "{share} of the volume of queue {analog}": "{share} del volumen de la cola"
    " {analog}",
    "the week of queue {analog}": "la semana de la cola {analog}",
    "the general template (an assumption)": "la plantilla general (un supuesto)",
    "the banking template (an assumption)": "la plantilla de banca (un supuesto)",
    "the retail template (an assumption)": "la plantilla de comercio (un supuesto)",
    "the telecom template (an assumption)": "la plantilla de telecomunicaciones (un"
    " supuesto)",
    "the utilities template (an assumption)": "la plantilla de servicios públicos (un"
    " supuesto)",
    "the health template (an assumption)": "la plantilla de salud (un supuesto)",
    "without a history of its own": "sin historial propio",
    "with 1 day of its own": "con 1 día propio",
    "with {days} days of its own": "con {days} días propios",
    "{queue}: the volume grows from {share} to all of it in 1 week from"
    " {day}": "{queue}: el volumen crece de {share} al total en 1 semana desde el"
    " {day}",
    "{queue}: the volume grows from {share} to all of it in {weeks} weeks from"
    " {day}": "{queue}: el volumen crece de {share} al total en {weeks} semanas desde"
    " el {day}",
    "{queue}: open like {week}, as the campaign gives no hours": "{queue}: abierta como"
    " {week}, porque la campaña no da horario",
    "{queue}: has two weeks of its own, so that launches and contract do not"
    " apply": "{queue}: ya tiene dos semanas propias, así que no se aplican lanzamiento"
    " ni contrato",
    "{queue}: is the model of a new queue and is planned too, as [forecast] queues does"
    " not say otherwise": "{queue}: es el modelo de una cola nueva y también se planea,"
    " porque [forecast] queues no dice otra cosa",
}
