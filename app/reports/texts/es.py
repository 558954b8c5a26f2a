"""Sentences in Spanish, in the words of a Colombian operation."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # Head
    "name": "Español",
    "kind": "Plan de dotación y turnos",
    "horizon": "{first} \N{EN DASH} {last} · {days}",
    "grid": "intervalos de {interval} min · hora de {timezone}",
    "days": "{n} días",
    "days.one": "{n} día",
    "queues": "{n} colas",
    "queues.one": "{n} cola",
    "people": "{n} personas",
    "people.one": "{n} persona",
    "goal": "Metas",
    "goal.level": "{share} de los contactos ({basis}) en {seconds}",
    "goal.asa": "espera media de {seconds} como máximo",
    "goal.abandonment": "abandono de {share} como máximo",
    "goal.occupancy.cap": "ocupación de {share} como máximo",
    "goal.occupancy.floor": "ocupación de {share} como mínimo",
    "goal.occupancy.band": "ocupación alrededor de {share}",
    "goal.occupancy.report": "ocupación de {share} como referencia",
    "goal.window": "medidas por {window}",
    "goal.minimum": "al menos {n} asesores por cola abierta",
    "goal.minimum.one": "al menos {n} asesor por cola abierta",
    "basis.offered": "ofrecidos",
    "basis.answered": "atendidos",
    "basis.excl_short": "sin abandonos cortos",
    "basis.short_ok": "abandonos cortos a favor",
    "basis.virtual": "por espera virtual",
    "rule.cap": "tope: agrega asesores hasta que se cumple",
    "rule.floor": "piso: no agrega asesores",
    "rule.band": "banda: no agrega asesores",
    "rule.report": "solo se informa",
    "window.interval": "intervalo",
    "window.day": "día",
    "window.week": "semana",
    "window.month": "mes",
    # Brief
    "brief": "En resumen",
    "brief.people": "Personas",
    "brief.people.unknown": "Atender {contacts} contactos pide {people}. La campaña no"
    " dice con cuántas cuenta.",
    "brief.people.lacking": "Atender {contacts} contactos pide {people} de contrato"
    " estándar y la campaña tiene {available}. En la semana del {week} las que hay no"
    " alcanzan: faltan {missing}.",
    "brief.people.enough": "Atender {contacts} contactos pide {people} de contrato"
    " estándar. La campaña tiene {available} y alcanzan todas las semanas.",
    "brief.coverage": "Cobertura",
    "brief.coverage.short": "Los turnos cubren {coverage} de las horas requeridas:"
    " faltan {short} de {required}. El peor momento es el {day} a las {time} en"
    " {queue}, con {agents} asesores menos de los requeridos.",
    "brief.coverage.hours": "Los turnos cubren {coverage} de las horas requeridas:"
    " faltan {short} de {required}.",
    "brief.coverage.full": "Los turnos cubren todas las horas requeridas ({required}).",
    "brief.window": "Medición",
    "brief.window.saves": "Como las metas se cumplen sobre un tiempo más largo y no en"
    " cada intervalo, bastan {hours} de asesor en contactos en vez de {every}: se"
    " ahorran {saved} ({less} menos).",
    "brief.window.never": "Medir las metas sobre un tiempo más largo no ahorra horas:"
    " cada intervalo por sí solo pide las mismas.",
    "brief.cap": "Ocupación",
    "brief.cap.binds": "El tope de ocupación ({share}) manda en {part} de los"
    " intervalos y agrega {extra} a las {without} que bastarían para las demás metas"
    " ({more} más).",
    "brief.cap.never": "El tope de ocupación ({share}) se cumple con los asesores que"
    " piden las demás metas.",
    "brief.hire": "Contratación",
    "brief.hire.none": "No hace falta contratar.",
    "brief.hire.heads": "Se pide contratar {people}.",
    "brief.hire.late": "{n} líneas debieron decidirse ya, la primera el {day}.",
    "brief.hire.late.one": "{n} línea debió decidirse ya, el {day}.",
    "brief.hire.next": "La próxima decisión vence el {day}.",
    # Figures
    "kpi.contacts": "Contactos pronosticados",
    "kpi.peak": "Pico de asesores",
    "kpi.peak.note": "en contactos a la vez",
    "kpi.people": "Personas necesarias",
    "kpi.people.unknown": "de contrato estándar; no se sabe cuántas hay",
    "kpi.people.lacking": "hay {available}; faltan hasta {missing} en una semana",
    "kpi.people.enough": "hay {available} y alcanzan",
    "kpi.coverage": "Cobertura",
    "kpi.coverage.note": "faltan {short} de {required}",
    "kpi.pay": "Pago de los turnos ({currency})",
    "kpi.pay.hours": "Horas pagadas",
    "kpi.cost": "Costo de los turnos ({currency})",
    "kpi.cost.hours": "Costo en horas pagadas",
    "kpi.cost.note": "{people} en turnos",
    "kpi.gap": "Brecha con la cota",
    "kpi.gap.note": "pago más el precio de lo que falta: {cost}; ningún plan"
    " baja de {bound}",
    "kpi.violations": "Reglas incumplidas",
    "kpi.violations.note": "según el árbitro, que no comparte código con el"
    " optimizador",
    # Coverage
    "coverage": "Lo requerido y lo programado",
    "coverage.anonymous": "Son turnos anónimos: la campaña todavía no dice quiénes"
    " trabajan.",
    "coverage.days": "Horas de asesor por día",
    "coverage.busiest": "El día de más carga: {day}",
    "coverage.busiest.unit": "asesores en cada intervalo de {interval} min, todas las"
    " colas",
    "coverage.days.unit": "todas las colas",
    "coverage.days.tip": "{day}: requeridas {required}, programadas {scheduled},"
    " faltan {short}",
    "coverage.busiest.tip": "{time}: requeridos {required}, programados {scheduled},"
    " faltan {short}",
    "coverage.note": "Lo que sobra en una cola o en un intervalo no compensa lo que"
    " falta en otro: puede faltar gente aunque los totales parezcan alcanzar.",
    "required": "Requerido",
    "scheduled": "Programado",
    "short": "Falta",
    # Queues
    "queues.title": "Por cola",
    "queue": "Cola",
    "contacts": "Contactos",
    "peak": "Pico de asesores",
    "required_hours": "Horas requeridas",
    "short_hours": "Horas que faltan",
    "coverage.share": "Cobertura",
    "binding": "Qué manda",
    "binding.share": "{constraint} {share}",
    "channel.voice": "voz",
    "channel.chat": "chat",
    "channel.deferred": "diferido",
    "channel.outbound": "salida",
    "constraint.service_level": "nivel de servicio",
    "constraint.occupancy": "ocupación",
    "constraint.asa": "espera media",
    "constraint.abandonment": "abandono",
    "constraint.minimum": "mínimo de asesores",
    "constraint.stability": "estabilidad",
    "constraint.deadline": "plazo",
    "constraint.target": "meta de contactos",
    "constraint.none": "ninguna",
    "binding.meaning": "«Qué manda» dice en qué parte de los intervalos cada meta es la"
    " que pide más asesores.",
    "cap.binds": "El tope de ocupación ({share}) manda en {intervals} de {of}"
    " intervalos ({part}): allí pide más asesores que el nivel de servicio, para que"
    " nadie pase más de esa parte de su tiempo ocupado en contactos. Con ellos los"
    " clientes esperan menos de lo pactado.",
    "cap.price": "El tope agrega {extra} a las {without} que bastarían para las demás"
    " metas ({more} más).",
    "cap.never": "El tope de ocupación ({share}) no manda en ningún intervalo: las"
    " demás metas ya piden los asesores que lo cumplen.",
    # Simulation
    "simulation": "Nivel de servicio prometido y simulado",
    "simulation.lead": "El requerimiento promete por cálculo; aquí esos mismos"
    " asesores, y luego los de los turnos, atienden uno por uno contactos simulados.",
    "simulation.goal": "Meta",
    "simulation.predicted": "Prometido",
    "simulation.required": "Simulado con los asesores requeridos",
    "simulation.scheduled": "Simulado con los turnos",
    "simulation.below": "Intervalos bajo la meta",
    "simulation.below.of": "{below} de {intervals}",
    "simulation.days": "Nivel de servicio simulado por día",
    "simulation.days.tip": "{day}: {required} con los asesores requeridos, {scheduled}"
    " con los turnos",
    "simulation.note": "{runs} repeticiones de cada día: los contactos varían al azar"
    " alrededor del pronóstico, los clientes desisten donde la campaña dice su"
    " paciencia, y {absence} de los asesores en turno falta al azar. Entre corchetes,"
    " el intervalo de confianza de {confidence}; un intervalo cuenta como bajo la meta"
    " cuando el azar no lo explica.",
    "simulation.left_out": "Sin simular, porque sus contactos no esperan en fila o un"
    " asesor atiende varios a la vez: {queues}.",
    # Worst intervals
    "worst": "Los intervalos con más faltante",
    "worst.none": "En ningún intervalo falta gente.",
    "worst.note": "{n} intervalos tienen faltante; estos son los mayores.",
    "worst.note.one": "{n} intervalo tiene faltante.",
    "date": "Fecha",
    "time": "Hora",
    "agents.short": "Asesores que faltan",
    "agents.required": "Requeridos",
    # Weeks
    "weeks": "Lo necesario y lo contratado",
    "weeks.chart": "Horas pagadas por semana",
    "weeks.chart.unit": "todas las habilidades",
    "weeks.tip": "Semana del {week}: necesarias {needed}, contratadas {contracted}",
    "weeks.missing": "faltan {n}",
    "weeks.note": "Las horas necesarias incluyen todos los reductores. Las contratadas"
    " son las de quienes hay, menos sus ausencias; las de tiempo parcial cuentan lo que"
    " trabajan. Las personas que faltan pueden ser más que la diferencia de horas, por"
    " los picos y los días de descanso.",
    "needed": "Necesario",
    "contracted": "Contratado",
    "skill": "Habilidad",
    "needed_hours": "Horas necesarias",
    "contracted_hours": "Horas contratadas",
    "missing_hours": "Horas que faltan",
    "missing_heads": "Personas que faltan",
    "missing_week": "{n} (semana del {week})",
    # Requests
    "requests": "Solicitud a Recursos Humanos",
    "requests.lead": "{people} para {campaign}.",
    "requests.cost": "Costo mensual con carga prestacional: {money}.",
    "requests.none": "No hace falta contratar: las horas contratadas alcanzan.",
    "requests.late": "vencida hace {n} días",
    "requests.late.one": "vencida hace {n} día",
    "requests.otherwise": "Si no se contrata:",
    "line": "Línea",
    "heads": "Personas",
    "profile": "Perfil",
    "start_by": "En operación",
    "decide_by": "Decidir a más tardar",
    "state": "Estado",
    "state.draft": "borrador",
    "state.submitted": "radicada",
    "state.approved": "aprobada",
    "state.in_recruitment": "en selección",
    "state.in_training": "en formación",
    "state.in_operation": "en operación",
    "state.closed": "cerrada",
    "state.rejected": "rechazada",
    "state.cancelled": "cancelada",
    # Adherence
    "adherence": "Adherencia a la programación",
    "adherence.total": "{adherence} de adherencia: {adherent} en la actividad"
    " programada, de {scheduled} programadas ({people}, {days}). Conformidad:"
    " {conformance}.",
    "adherence.nobody": "Nadie tenía turno en los días registrados.",
    "adherence.worst": "Asesores con menor adherencia",
    "adherence.formula": "El total divide la suma de minutos de todos, no promedia"
    " porcentajes. La conformidad cuenta el tiempo presente a cualquier hora y puede"
    " pasar de 100 %.",
    "agent": "Asesor",
    "lost": "Fuera de adherencia",
    "minutes": "{n} min",
    "adherence.share": "Adherencia",
    "conformance.share": "Conformidad",
    # Assumptions
    "assumptions": "Supuestos y límites",
    "defaults": "Lo que la campaña no dijo y el plan supuso",
    "defaults.none": "La campaña dio todos los valores: no se supuso ninguno.",
    "notes": "Notas",
    "absent": "Lo que este plan no tiene",
    "absent.here": "No está en este plan: ",
    "absent.none": "No falta ninguna parte.",
    "absent.unknown": "el plan no dice por qué",
    "absent.forecast": "Pronóstico",
    "absent.requirement": "Requerimiento por intervalo",
    "absent.coverage": "Cobertura",
    "absent.simulation": "Simulación",
    "absent.schedule": "Malla con nombres",
    "absent.shifts": "Turnos anónimos",
    "absent.adherence": "Adherencia",
    "absent.requests": "Solicitud a Recursos Humanos",
    "run": "Cálculo",
    "run.solver": "Optimizador: {solver}, semilla {seed}; {stopped}. Tardó {seconds}.",
    "stopped.gap": "se detuvo al llegar a la brecha pedida",
    "stopped.passes": "se detuvo al completar sus pasadas",
    "stopped.time_limit": "lo detuvo el límite de tiempo",
    "default.campaign.timezone": "Zona horaria",
    "default.campaign.country": "País de los festivos y de la ley laboral",
    "default.campaign.days": "Días planeados",
    "default.goal.service_level": "Nivel de servicio",
    "default.goal.threshold": "Umbral de espera",
    "default.goal.basis": "Contactos que cuentan",
    "default.goal.max_occupancy": "Ocupación",
    "default.goal.occupancy_rule": "Papel de la ocupación",
    "default.goal.window": "Las metas se miden por",
    "default.goal.min_agents": "Mínimo de asesores por cola abierta",
    "default.shrinkage.scheduled": "Reductores programados (pausas, formación, tiempo"
    " libre)",
    "default.shrinkage.unscheduled": "Reductores no programados (ausencia, retrasos)",
    # Foot
    "foot": "Hecho con Aforo con los datos hasta el {day}.",
    "foot.undated": "Hecho con Aforo.",
}

# What the plan says in English; a blank may itself be one of these.
PHRASES: dict[str, str] = {
    "there is no history yet": "todavía no hay historial",
    # Profiles and reasons of a request
    "{skill}, {contract}, {hours} h a week, temporary": "{skill}, contrato {contract},"
    " {hours} h por semana, temporal",
    "{skill}, {contract}, {hours} h a week": "{skill}, contrato {contract}, {hours} h"
    " por semana",
    "{need}, but its busiest times and days off ask for {all} where {holders} hold the"
    " skill, a gap of {heads}": "{need}, pero sus horas pico y los días de descanso"
    " piden {all} y {holders} tienen la habilidad: faltan {heads}",
    "{need}, a gap of {hours} h or {heads} of {week} h": "{need}: faltan {hours} h, o"
    " {heads} de {week} h",
    "In the week of {week} {skill} needs {needed} h against {contracted} h"
    " contracted": "En la semana del {week} {skill} necesita {needed} h y tiene"
    " {contracted} h contratadas",
    "The campaign has no agents yet: in the week of {week} {skill} needs {needed} h"
    " against {contracted} h contracted": "La campaña aún no tiene asesores: en la"
    " semana del {week} {skill} necesita {needed} h y tiene {contracted} h contratadas",
    "as {share} of those hired stay, {heads} are asked for": "como permanece {share} de"
    " quienes ingresan, se piden {heads}",
    "{lasts}, and overtime does not put more persons there at once": "{lasts}, y las"
    " horas extra no ponen más personas a la vez",
    "{lasts}, and overtime of {each} h a person would cover it too": "{lasts}, y"
    " también la cubrirían {each} h extra por persona",
    "{lasts}, and overtime of {each} h a person would not cover it": "{lasts}, y no la"
    " cubrirían {each} h extra por persona",
    "the gap lasts {weeks} of {horizon} weeks": "la falta dura {weeks} de {horizon}"
    " semanas",
    "the decision is late since {decide}, and taken today it brings them into operation"
    " on {feasible} at the earliest": "la decisión venció el {decide}; tomada hoy,"
    " entran en operación el {feasible} como muy pronto",
    "{hours} paid hours stay uncovered, in {weeks} of {horizon} weeks": "{hours} horas"
    " pagadas quedan sin cubrir, en {weeks} de {horizon} semanas",
    "{heads} too few at the busiest time, in {weeks} of {horizon} weeks": "{heads} de"
    " menos en la hora pico, en {weeks} de {horizon} semanas",
    "1 person": "1 persona",
    "{heads} persons": "{heads} personas",
    # Notes
    "{queues}: agents by {method}": "{queues}: asesores según {method}",
    "following the queue through the day (simulated)": "el seguimiento de la cola a lo"
    " largo del día (simulated)",
    "the contacts in service at each time, on average (mol)": "los contactos en curso"
    " en cada momento, en promedio (mol)",
    "the contacts in service at each time, at most (mol_max)": "los contactos en curso"
    " en cada momento, como máximo (mol_max)",
    "the contacts of one handle time ago (lag)": "los contactos de un TMO antes (lag)",
    "the contacts of each interval as if it lasted for ever (sipp)": "los contactos de"
    " cada intervalo como si durara siempre (sipp)",
    "the contacts of each interval, or its peak where demand falls (mix)": "los"
    " contactos de cada intervalo, o su pico donde la demanda baja (mix)",
    "the chats that an agent has at once (chat)": "los chats que un asesor lleva a la"
    " vez (chat)",
    "the deadline by which the work must be done (deferred)": "el plazo en que el"
    " trabajo debe quedar hecho (deferred)",
    "the contacts to reach in the hours allowed (outbound)": "los contactos por lograr"
    " en las horas permitidas (outbound)",
    "{queues}: customers give up after {seconds} seconds on average (as in Erlang"
    " A)": "{queues}: los clientes desisten a los {seconds} segundos en promedio (como"
    " en Erlang A)",
    "{queues}: no customer gives up (as in Erlang C), so overload looks worse than it"
    " is": "{queues}: ningún cliente desiste (como en Erlang C), así que la sobrecarga"
    " se ve peor de lo que es",
    "{queue}: below {aim} occupancy in {below} of {all} intervals": "{queue}: ocupación"
    " bajo {aim} en {below} de {all} intervalos",
    "{queue}: outside {low} to {high} occupancy on {outside} of {days} days": "{queue}:"
    " ocupación fuera de {low} a {high} en {outside} de {days} días",
    "threshold of {seconds} seconds": "El umbral de espera es de {seconds} segundos",
    "labour law of {country} is not coded: house rules were used": "La ley laboral de"
    " {country} no está incorporada: se usaron reglas de la casa",
    "an optimiser was stopped by its time limit: another run may differ": "El límite de"
    " tiempo detuvo un optimizador: otra ejecución puede dar otro resultado",
    "{day} is a holiday and is planned like a Sunday": "{day} es festivo y se planea"
    " como domingo",
    # What is absent
    "the campaign names no agents: the plan ends with anonymous shifts and the"
    " headcount": "la campaña no nombra asesores: el plan termina en turnos anónimos y"
    " en el número de personas",
    "no queue could be simulated": "ninguna cola se pudo simular",
    "the campaign names no agent states with the schedule of their days": "la campaña"
    " no trae estados de asesores con la programación de esos días",
}
