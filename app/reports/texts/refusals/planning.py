"""Why something cannot be planned, forecast or staffed; how jobs fail."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "there is no history to measure a forecast on": "no hay historial con el que medir"
    " un pronóstico",
    "nothing is forecast for these days": "no hay nada pronosticado para estos días",
    "the campaign has no settings in this store": "la campaña no tiene parámetros en"
    " esta base de datos",
    "there is no published shift": "no hay turnos publicados",
    "there is no plan": "todavía no hay plan",
    "the sample campaign has no agent with a team": "la campaña de ejemplo no tiene"
    " ningún asesor con equipo",
    "no interval of the planned days is open: see the opening hours": (
        "ningún intervalo de los días planeados está abierto: revise el horario de"
        " atención"
    ),
    "the interval length cannot be told from a single start: give it with --interval": (
        "con un solo inicio no se puede saber la duración del intervalo: indíquela"
    ),
    "starts are {minutes} minutes apart: intervals must last one of {lengths}"
    " minutes": (
        "los inicios están a {minutes} minutos: los intervalos deben durar uno de"
        " {lengths} minutos"
    ),
    "an interval of {length} minutes cannot begin at {first}: the one before has"
    " not ended": (
        "un intervalo de {length} minutos no puede empezar a las {first}: el anterior"
        " no ha terminado"
    ),
    "rules must be a country or a table, got {rules}": "las reglas deben ser un país o"
    " una tabla; se recibió {rules}",
    "rules rest_minutes = {rest} and shortest_day_minutes = {day} contradict each"
    " other: no shift fits into a week": (
        "el descanso de {rest} minutos y la jornada mínima de {day} se contradicen:"
        " ningún turno cabe en la semana"
    ),
    "contracts without agents pay nobody: give the agents table as well": (
        "contratos sin asesores no pagan a nadie: incluya también la tabla de asesores"
    ),
    "deferred work falls due in intervals in which nobody may work": (
        "hay trabajo diferido que vence en intervalos en los que nadie puede trabajar"
    ),
    "customers may be called in no interval of the plan: the contact windows"
    " leave none of the open ones": (
        "no se puede llamar a clientes en ningún intervalo del plan: las franjas de"
        " contacto no dejan ninguno de los abiertos"
    ),
    "no number of agents gives a mean wait (max_asa) of {asa} seconds: it must be"
    " above 0": (
        "ningún número de asesores da una espera media de {asa} segundos: debe ser"
        " mayor que 0"
    ),
    "an abandonment of at most {most} (max_abandonment) has no answer without a"
    " patience: give the mean time customers would wait": (
        "un abandono máximo de {most} no tiene respuesta sin una paciencia: indique"
        " cuánto esperan los clientes en promedio"
    ),
    "hours could not be shared over skills: {why}": "no se pudieron repartir las horas"
    " entre habilidades: {why}",
    "no contacts are recorded in open intervals of the days to compare with": (
        "no hay contactos registrados en los intervalos abiertos de los días de"
        " comparación"
    ),
    "no contacts came on the days to compare with, all counts are 0: an error in"
    " % of the contacts has no meaning": (
        "en los días de comparación no llegó ningún contacto: un error en % de los"
        " contactos no tiene sentido"
    ),
    "the history ({span}) has room for {fit} of {most} origins, each with"
    " {before} days before it and {after} after it: give more history, or fewer"
    " days or origins": (
        "en el historial ({span}) caben {fit} de {most} pruebas, cada una con"
        " {before} días antes y {after} después: se necesita más historial, o menos"
        " días o pruebas"
    ),
    "the two forecasts have no day in common": "los dos pronósticos no tienen ningún"
    " día en común",
    "interval lengths differ ({lengths} minutes): make both forecasts, and the"
    " history, with one length": (
        "las duraciones de los intervalos no coinciden ({lengths} minutos): haga los"
        " dos pronósticos y el historial con una sola"
    ),
    "the history has intervals of {fine} minutes: they cannot be turned into"
    " intervals of {wanted}": (
        "el historial tiene intervalos de {fine} minutos: no se pueden convertir en"
        " intervalos de {wanted}"
    ),
    "start must be given where there is no history": "sin historial hay que indicar el"
    " primer día",
    "the history has no contacts before {day}: a forecast needs some days of"
    " them, or for a new queue its contracted volumes or an analog queue": (
        "el historial no tiene contactos antes del {day}: un pronóstico necesita"
        " algunos días, o para una cola nueva sus volúmenes contratados o una cola"
        " análoga"
    ),
    "the history before {day} covers less than three hours ({first} to {last}): a"
    " forecast needs a day or more": (
        "el historial anterior al {day} cubre menos de tres horas ({first} a {last}):"
        " un pronóstico necesita un día o más"
    ),
    "queue {queue} has no history: give its contracted volumes by month, an"
    " analog queue, or some days of its own contacts": (
        "la cola {queue} no tiene historial: indique sus volúmenes contratados por"
        " mes, una cola análoga o algunos días de sus propios contactos"
    ),
    "the analog queue {analog} of {queue} has less than {weeks} weeks of history:"
    " give another one, or a sector": (
        "la cola análoga {analog} de {queue} tiene menos de {weeks} semanas de"
        " historial: indique otra, o un sector"
    ),
    "model lightgbm needs the package lightgbm and the system's OpenMP library"
    " (libgomp1): install them, or choose another model": (
        "el método lightgbm necesita el paquete lightgbm y la biblioteca OpenMP"
        " (libgomp1): pida que los instalen o elija otro método"
    ),
    "model lightgbm needs {weeks} weeks of history or more": "el método lightgbm"
    " necesita {weeks} semanas de historial o más",
    "a lone interval far above those around it": "un intervalo aislado muy por encima"
    " de los vecinos",
    "practically nothing arrived in a busy part of the day": "no llegó prácticamente"
    " nada en una parte cargada del día",
    "contacts outside opening hours": "contactos fuera del horario de atención",
    "{count} open intervals were not recorded": "{count} intervalos abiertos no se"
    " registraron",
    "{count} open intervals have no row: as this history never writes a zero,"
    " they count as no contacts": (
        "{count} intervalos abiertos no tienen fila: como este historial nunca"
        " escribe ceros, cuentan como sin contactos"
    ),
    "queues {names} bring {load} erlangs and only {capacity} agents can serve any"
    " of them: the waits would grow without end": (
        "las colas {names} traen {load} erlangs y solo {capacity} asesores pueden"
        " atenderlas: las esperas crecerían sin fin"
    ),
    "an error inside Aforo ({kind}); the worker's log says where": (
        "un error interno de Aforo ({kind}); el registro del proceso de trabajos dice"
        " dónde"
    ),
    "its process ended unexpectedly ({how}), perhaps for want of memory": (
        "su proceso terminó de forma inesperada ({how}), quizá por falta de memoria"
    ),
    "{ready} of {total} plans are ready": "{ready} de {total} planes están listos",
    "there is already an account {name}": "ya existe una cuenta {name}",
    "role {role} needs a campaign": "ese rol necesita una campaña",
    "role {role} takes no team": "ese rol no lleva equipo",
    "role {role} needs an agent code": "ese rol necesita un código de asesor",
    "role {role} takes no agent code": "ese rol no lleva código de asesor",
    "role {role} reaches every campaign: name none": "ese rol alcanza todas las"
    " campañas: no indique ninguna",
    "a campaign or team is named twice": "una campaña o un equipo está dos veces",
    "this account may not do that ({action})": "su cuenta no puede hacer eso",
    "this worker has no folder for backups": "este proceso de trabajos no tiene"
    " carpeta para las copias de seguridad",
    "from {file}": "tomado de {file}",
    "undo of {number}": "deshace la {number}",
    "{count} changes by cleaning accepted": "limpieza: {count} cambios aceptados",
    "{count} changes by cleaning refused": "limpieza: {count} cambios rechazados",
    "row {place} taken out": "se quitó la fila {place}",
    "back to version {number}": "vuelve a la versión {number}",
    "contracts edited": "contratos editados",
    "the command line": "la línea de comandos",
    "somebody": "alguien",
}
