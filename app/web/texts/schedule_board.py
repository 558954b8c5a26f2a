"""Sentences of the Gantt: dragging, figures beside the plan, newer plans, filters."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "skill": "Skill",
    "skill.all": "All skills",
    "contract": "Contract",
    "contract.all": "All contracts",
    "schedule.sort": "Order of the rows",
    "schedule.sort.start": "By start",
    "schedule.sort.agent": "By agent",
    "schedule.sort.team": "By team",
    "schedule.more": "More filters",
    "schedule.only": "Only with broken rules",
    "schedule.step_back": "Undo",
    "schedule.step_on": "Redo",
    "schedule.review": "Review and save",
    "schedule.taken_back": "Your changes were taken back.",
    "schedule.file.table": "Table in sight (Excel)",
    "schedule.file.csv": "Table in sight (CSV)",
    "schedule.file.png": "Gantt of the day (PNG)",
    "board.shift": "Shift of {who}, {when}",
    "board.keys": "Arrow left and right move the shift by an interval, with Shift its"
    " end, with Alt its start. Arrow up and down lead to the next agent. Enter opens"
    " the shift. Ctrl+Z undoes, Ctrl+Y redoes.",
    "board.alone": "Nobody works in this selection.",
    "board.none": "No agent of this selection breaks a rule on this day.",
    "board.minutes_more": "{n} min later",
    "board.minutes_less": "{n} min earlier",
    "verdict.jump": "Show the row of {who}",
    "verdict.every": "{n} rules are broken in this roster",
    "verdict.every.one": "{n} rule is broken in this roster",
    "verdict.short": "short {short} → {short_after}",
    "kpis.coverage": "Coverage",
    "kpis.coverage.help": "Share of the required agent-hours that has somebody on it.",
    "kpis.level": "Service level",
    "kpis.level.help": "Share answered in time over all days, by the simulation that"
    " judged the plan.",
    "kpis.occupancy": "Occupancy",
    "kpis.occupancy.help": "Share of the time on contacts in which agents are busy.",
    "kpis.short": "Short",
    "kpis.short.help": "Agent-hours missing, interval by interval.",
    "kpis.over": "Over",
    "kpis.over.help": "Agent-hours beyond what is required.",
    "kpis.paid": "Paid hours",
    "kpis.paid.help": "Hours of all shifts without lunch.",
    "kpis.pay": "Pay of the shifts",
    "kpis.pay.help": "The plan's pay, with the surcharges of the hours that changed;"
    " every agent's hour counts alike.",
    "kpis.plan": "plan {number}: {value}",
    "newer.schedule": "A newer plan exists: plan {number}, by {who} on {when}. This"
    " edit still rests on plan {base}.",
    "newer.plan": "A newer plan exists: plan {number}, by {who} on {when}. This is plan"
    " {base}.",
    "newer.open": "Open plan {number}",
    "newer.differs": "Publishing this version leaves that plan out: {n} shifts differ"
    " from it.",
    "newer.differs.one": "Publishing this version leaves that plan out: {n} shift"
    " differs from it.",
    "newer.older": "Publish this version all the same, and not the newer plan",
    "newer.tick": "Tick this if the newer plan is to be left out.",
    "publish.newer_plan": "{who} made a newer plan on {when}, after you opened this."
    " Yours was not published: close this and open it again to see what differs.",
    "publish.theirs": "Published instead: {name}, “{reason}”.",
}

SPANISH: dict[str, str] = {
    "skill": "Habilidad",
    "skill.all": "Todas las habilidades",
    "contract": "Contrato",
    "contract.all": "Todos los contratos",
    "schedule.sort": "Orden de las filas",
    "schedule.sort.start": "Por hora de entrada",
    "schedule.sort.agent": "Por asesor",
    "schedule.sort.team": "Por equipo",
    "schedule.more": "Más filtros",
    "schedule.only": "Solo con reglas incumplidas",
    "schedule.step_back": "Deshacer",
    "schedule.step_on": "Rehacer",
    "schedule.review": "Revisar y guardar",
    "schedule.taken_back": "Sus cambios quedaron deshechos.",
    "schedule.file.table": "Tabla en pantalla (Excel)",
    "schedule.file.csv": "Tabla en pantalla (CSV)",
    "schedule.file.png": "Gantt del día (PNG)",
    "board.shift": "Turno de {who}, {when}",
    "board.keys": "Las flechas a izquierda y derecha mueven el turno un intervalo; con"
    " Mayúscula mueven la salida y con Alt la entrada. Las flechas arriba y abajo pasan"
    " al asesor siguiente. Entrar abre el turno. Ctrl+Z deshace y Ctrl+Y rehace.",
    "board.alone": "Nadie trabaja en esta selección.",
    "board.none": "Ningún asesor de esta selección incumple una regla en este día.",
    "board.minutes_more": "{n} min más tarde",
    "board.minutes_less": "{n} min más temprano",
    "verdict.jump": "Mostrar la fila de {who}",
    "verdict.every": "En esta malla se incumplen {n} reglas",
    "verdict.every.one": "En esta malla se incumple {n} regla",
    "verdict.short": "faltan {short} → {short_after}",
    "kpis.coverage": "Cobertura",
    "kpis.coverage.help": "Parte de las horas-asesor requeridas que alguien cubre.",
    "kpis.level": "Nivel de servicio",
    "kpis.level.help": "Parte atendida a tiempo en todos los días, según la simulación"
    " con la que se juzgó el plan.",
    "kpis.occupancy": "Ocupación",
    "kpis.occupancy.help": "Parte del tiempo en contactos en que el asesor está"
    " ocupado.",
    "kpis.short": "Faltan",
    "kpis.short.help": "Horas-asesor que faltan, intervalo por intervalo.",
    "kpis.over": "Sobran",
    "kpis.over.help": "Horas-asesor por encima de lo requerido.",
    "kpis.paid": "Horas pagas",
    "kpis.paid.help": "Horas de todos los turnos sin el almuerzo.",
    "kpis.pay": "Pago de los turnos",
    "kpis.pay.help": "El pago del plan, con los recargos de las horas que cambiaron; la"
    " hora de todos los asesores vale lo mismo.",
    "kpis.plan": "plan {number}: {value}",
    "newer.schedule": "Hay un plan más nuevo: el plan {number}, de {who}, del {when}."
    " Esta edición todavía parte del plan {base}.",
    "newer.plan": "Hay un plan más nuevo: el plan {number}, de {who}, del {when}. Este"
    " es el plan {base}.",
    "newer.open": "Abrir el plan {number}",
    "newer.differs": "Si publica esta versión, ese plan se queda por fuera: cambian {n}"
    " turnos frente a él.",
    "newer.differs.one": "Si publica esta versión, ese plan se queda por fuera: cambia"
    " {n} turno frente a él.",
    "newer.older": "Publicar de todos modos esta versión y no el plan más nuevo",
    "newer.tick": "Marque esta casilla si el plan más nuevo debe quedarse por fuera.",
    "publish.newer_plan": "{who} hizo un plan más nuevo el {when}, después de que usted"
    " abrió esta ventana. Su versión no se publicó: cierre y vuelva a abrir para ver"
    " qué cambia.",
    "publish.theirs": "En su lugar se publicó: {name}, «{reason}».",
}
