"""Why shifts cannot be made or changed as was asked."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "changes must be a list": "los cambios deben ser una lista",
    "a change must be one of {kinds}": "un cambio debe ser uno de: {kinds}",
    "a change has no {name}": "un cambio no lleva {name}",
    "a change of kind {kind} lacks a value": "a un cambio de tipo {kind} le falta un"
    " valor",
    "{name} of a change must be a short text": "{name} de un cambio debe ser un texto"
    " corto",
    "{name} of a change must be a time that exists, got {text}": (
        "{name} de un cambio debe ser una hora que exista; se recibió {text}"
    ),
    "{name} of a change must be a time, got {text}": "{name} de un cambio debe ser una"
    " hora; se recibió {text}",
    "a shift lasts less than 24 hours": "un turno dura menos de 24 horas",
    "pauses of a shift end before it does": "las pausas de un turno terminan antes que"
    " él",
    "pauses of a shift come one after the other": "las pausas de un turno van una tras"
    " otra",
    "a shape must be its minutes and its pauses": "una forma de turno son sus minutos"
    " y sus pausas",
    "a pause must be its start, its minutes and its kind": "una pausa son su inicio,"
    " sus minutos y su tipo",
    "nothing to publish: give --ics, --xlsx or --wall": "no hay nada que publicar",
    "agents {one} and {other} would both have the calendar {name}: give one of"
    " them another identifier": (
        "los asesores {one} y {other} tendrían el mismo calendario {name}: dé a uno"
        " otro identificador"
    ),
    "contract {name}: min_day_minutes = {shortest} contradicts day_maximum ="
    " {limit} ({source})": (
        "contrato {name}: su jornada mínima de {shortest} minutos contradice la"
        " jornada máxima de {limit} ({source})"
    ),
    "contract {name}: min_days = {fewest} > max_days = {most}": (
        "contrato {name}: sus días mínimos ({fewest}) superan los máximos ({most})"
    ),
    "contract {name}: min_days = {fewest} of min_day_minutes = {shortest}"
    " contradict week_maximum = {week} minutes": (
        "contrato {name}: {fewest} días de {shortest} minutos como mínimo contradicen"
        " la semana máxima de {week} minutos"
    ),
    "contract {name}: min_days = {fewest} contradicts consecutive_days = {days}"
    " ({source})": (
        "contrato {name}: sus {fewest} días mínimos contradicen los {days} días"
        " seguidos como máximo ({source})"
    ),
    "one day off between shifts {latest} and {first} is a rest of {free} minutes,"
    " below weekly_rest_minutes = {least}; start {again} later": (
        "un día libre entre los turnos {latest} y {first} da un descanso de {free}"
        " minutos, menos de los {least} del descanso semanal; empiece {again} más"
        " tarde"
    ),
    "{agent} has restrictions or a day of birth, which a team's roster does not"
    " know; roster the agent with build_roster": (
        "{agent} tiene restricciones o fecha de nacimiento, que la malla de un equipo"
        " no conoce"
    ),
    "{kind}: {name} occurs twice; keep one of them": "{kind}: {name} está dos veces;"
    " deje una",
    "a team needs {kind}, and there are none": "un equipo necesita {kind}, y no hay",
    "no lawful tour was found for {name}; lower her min_minutes, or roster a"
    " shorter horizon": (
        "no se encontró una secuencia legal de turnos para {name}; baje sus minutos"
        " mínimos o programe menos días"
    ),
    "{name}: {low} = {least} is above {high} = {most}; lower the one or raise the"
    " other": (
        "{name}: {low} = {least} supera {high} = {most}; baje el uno o suba el otro"
    ),
    "no shift length satisfies the rules and the contract": "ninguna duración de turno"
    " cumple las reglas y el contrato",
    "rules leave no place for a {activity} of {minutes} minutes{where}": (
        "las reglas no dejan lugar para {activity} de {minutes} minutos{where}"
    ),
    "agents cannot all have a lawful week from {first}{rest}": "no todos los asesores"
    " pueden tener una semana legal desde el {first}{rest}",
    "site {site} lacks {lack} seats at {when}": "a la sede {site} le faltan {lack}"
    " puestos a las {when}",
    "no way was found to share the shifts among the contracts": (
        "no se encontró cómo repartir los turnos entre los contratos"
    ),
    "no days at home were found: {status}": "no se encontraron días en casa: {status}",
    "no staffing found that meets every goal: {agents} agents do not": (
        "no se encontró una dotación que cumpla todas las metas: {agents} asesores no"
        " bastan"
    ),
    "the requirement has intervals of {found} minutes, not of {interval}: leave"
    " interval out, or give a requirement of {again} minutes": (
        "el requerimiento tiene intervalos de {found} minutos y no de {interval}"
    ),
    "passes must be above 0 and gap at least 0": "las pasadas deben ser más de 0 y la"
    " brecha 0 como mínimo",
    "rules {name} = {step} is no multiple of the requirement's interval of"
    " {interval} minutes: give a multiple, or a requirement of finer intervals": (
        "la regla {name} = {step} no es múltiplo del intervalo de {interval} minutos"
        " del requerimiento: ponga un múltiplo, o un requerimiento de intervalos más"
        " finos"
    ),
    "the lower bound {bound} exceeds the cost {cost} of a lawful schedule": (
        "la cota inferior {bound} supera el costo {cost} de una malla legal"
    ),
    "no agent has a skill that a queue asks for: the queues ask for {asked}, the"
    " agents have {have}: correct the column skills, or say the skill of each"
    " queue": (
        "ningún asesor tiene una habilidad que pidan las colas: las colas piden"
        " {asked} y los asesores tienen {have}: corrija la columna de habilidades o"
        " diga la habilidad de cada cola"
    ),
    "skill {skill} of {who} is asked for by no queue of the requirement{near}": (
        "ninguna cola del requerimiento pide la habilidad {skill} de {who}{near}"
    ),
    "the cover spans {days} days; roster at most {most} of them at once": (
        "la cobertura abarca {days} días; programe {most} como máximo a la vez"
    ),
    "the solver returned a fraction where a whole number is due": (
        "el optimizador devolvió una fracción donde va un entero"
    ),
    "the solver found no optimum of a growing model": "el optimizador no encontró el"
    " óptimo del modelo",
    "nothing is left to change: the last shift of {day} ends at {end}, and --at"
    " is {at}": (
        "no queda nada por cambiar: el último turno del {day} termina a las {end}, y"
        " son las {at}"
    ),
    "allow names no change: give some of {changes}": "no se permitió ningún cambio:"
    " indique alguno de {changes}",
    "{table} has no segment on {day}: give the schedule in force on the day of --at": (
        "{table} no tiene tramos el {day}: use la malla vigente ese día"
    ),
    "{table} has nothing from {at} on {day} on: give the requirement of the rest"
    " of the day": (
        "{table} no tiene nada desde las {at} del {day}: incluya el requerimiento del"
        " resto del día"
    ),
    "period to day {last}: min_{name} = {low} and max_{again} = {high} must be at"
    " least 0 and in order": (
        "período hasta el día {last}: el mínimo {low} y el máximo {high} de {name}"
        " deben ser 0 o más y estar en orden"
    ),
    "periods of {name} must end one after the other, the last on day {days}, got"
    " {lasts}": (
        "los períodos de {name} deben terminar uno tras otro, el último en el día"
        " {days}; se recibió {lasts}"
    ),
}
