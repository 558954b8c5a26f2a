"""What can be wrong in the rows of a table or in a file."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "is empty": "está vacía",
    "must be words of {said}, separated by ;": "debe tener palabras de esta lista,"
    " separadas por ;: {said}",
    "must be one of {said}": "debe ser una de: {said}",
    "must be at least 0 for {kind}": "debe ser 0 como mínimo para {kind}",
    "must be at least {low}": "debe ser {low} como mínimo",
    "must be at most {high}": "debe ser {high} como máximo",
    "must be above 0": "debe ser mayor que 0",
    "must be after start": "debe ser posterior al inicio",
    "is not a number": "no es un número",
    "has a comma: decimals are written with a point, like 12.5, and thousands"
    " without a mark": (
        "tiene coma: los decimales van con punto, como 12.5, y los miles sin separador"
    ),
    "is not a whole number": "no es un número entero",
    "is not a date and time like 2026-11-30T08:30": "no es una fecha con hora como"
    " 2026-11-30T08:30",
    "is not a date like 2026-11-30": "no es una fecha como 2026-11-30",
    "is not a month like 2026-12": "no es un mes como 2026-12",
    "is not a time of day like 08:30": "no es una hora del día como 08:30",
    "is not a minute of the day": "no es un minuto del día",
    "is not between {first} and {last}": "no está entre {first} y {last}",
    "is not after {first} {value}": "no es posterior a {first} {value}",
    "is before start {start}": "es anterior al inicio {start}",
    "appears again with different values": "aparece otra vez con valores distintos",
    "column {name} appears more than once": "la columna {name} aparece más de una vez",
    "column {name} is missing (columns: {have})": "falta la columna {name} (están:"
    " {have})",
    "has no rows: write at least one under its header": "no tiene filas: escriba al"
    " menos una bajo el encabezado",
    "is off from {start} to {end}, but an absence before it ends at {before}:"
    " join the two rows or let the first end where the second starts": (
        "está ausente de {start} a {end}, pero una ausencia anterior termina a"
        " {before}: una las dos filas o haga que la primera termine donde empieza la"
        " segunda"
    ),
    "is not in {table}: add the agent, or correct the name": "no está en {table}:"
    " agregue al asesor o corrija el nombre",
    "is not among the agents: correct the name, or leave the row out": (
        "no está entre los asesores: corrija el nombre o quite la fila"
    ),
    "is not among the agents: correct the name": "no está entre los asesores: corrija"
    " el nombre",
    "is not among the agents": "no está entre los asesores",
    "is no agent's team: correct the name or the agents": "no es el equipo de ningún"
    " asesor: corrija el nombre o los asesores",
    "is not among the contracts": "no está entre los contratos",
    "is the contract of {agent} and is not among the contracts: add it, or"
    " correct its name": (
        "es el contrato de {agent} y no está entre los contratos: agréguelo o corrija"
        " el nombre"
    ),
    "is the contract of {agent} and is not among the contracts": (
        "es el contrato de {agent} y no está entre los contratos"
    ),
    "is the contract of agent {agent} but is not in contracts: add it there, or"
    " correct its name": (
        "es el contrato del asesor {agent} y no está en contratos: agréguelo o"
        " corrija el nombre"
    ),
    "is the site of {agent} and is not among the sites: add it with its seats, or"
    " leave the cell empty": (
        "es la sede de {agent} y no está entre las sedes: agréguela con sus puestos o"
        " deje la celda vacía"
    ),
    "is the site of agent {agent} but is not in sites: add it there with its seats": (
        "es la sede del asesor {agent} y no está entre las sedes: agréguela con sus"
        " puestos"
    ),
    "is not among the sites: add it with its seats, or correct it": (
        "no está entre las sedes: agréguela con sus puestos o corríjala"
    ),
    "is not among the {where}": "no está entre: {where}",
    "has more than {most} characters": "tiene más de {most} caracteres",
    "has a character that is no text (NUL)": "tiene un carácter que no es texto (NUL)",
    "has {cells} cells, the header has {header}": "tiene {cells} celdas y el"
    " encabezado {header}",
    "has {columns} columns; {most} at most are read": "tiene {columns} columnas; se"
    " leen {most} como máximo",
    "has cells as far as row {rows}, column {column}: delete what lies outside"
    " the table": (
        "tiene celdas hasta la fila {rows}, columna {column}: borre lo que queda"
        " fuera de la tabla"
    ),
    "is not a text file": "no es un archivo de texto",
    "is not UTF-8 text: save it as CSV UTF-8": "no es texto UTF-8: guárdelo como CSV"
    " UTF-8",
    "is larger than 512 MB": "pesa más de 512 MB",
    "is not a Parquet file, or is damaged": "no es un archivo Parquet, o está dañado",
    "is none of {suffixes}: the format is not known": "no es ninguno de {suffixes}: el"
    " formato no se conoce",
    "is an old Excel file or has a password: save it as .xlsx without one": (
        "es un Excel antiguo o tiene contraseña: guárdelo como .xlsx sin contraseña"
    ),
    "is not an Excel workbook, or is damaged: save it as .xlsx or .csv": (
        "no es un libro de Excel, o está dañado: guárdelo como .xlsx o .csv"
    ),
    "is not a gzip file, or is damaged: unpack it, or name it .csv": (
        "no es un archivo gzip, o está dañado: descomprímalo o nómbrelo .csv"
    ),
    "is a damaged gzip file: it ends too early or cannot be unpacked": (
        "es un archivo gzip dañado: termina antes de tiempo o no se puede descomprimir"
    ),
    "unpacks to more than {size}": "descomprimido pasa de {size}",
    "unpacks to {size}: more than a workbook of this size holds": (
        "descomprimido ocupa {size}: más de lo que cabe en un libro de este tamaño"
    ),
    "is not a ZIP archive that can be read": "no es un archivo ZIP que se pueda leer",
    "must hold one {file}, has {found}": "debe traer un solo {file} y trae {found}",
    "holds {entries} files, {most} at most": "trae {entries} archivos; {most} como"
    " máximo",
    "holds {name}, which leads outside it": "trae {name}, que sale del archivo",
    "holds {name}, which is no table: only CSV, Excel, TOML": "trae {name}, que no es"
    " una tabla: solo CSV, Excel o TOML",
    "holds {name} twice": "trae {name} dos veces",
    "holds {name}, which is larger than it says": "trae {name}, que ocupa más de lo"
    " que dice",
    "[files] {name} = {value} leads outside the archive": "[files] {name} = {value}"
    " sale del archivo",
    "is not TOML: {error}": "no es TOML válido: {error}",
    "cannot be read as an Excel workbook: {error}": "no se puede leer como libro de"
    " Excel: {error}",
    "cannot be read: {error}": "no se puede leer: {error}",
    "is not JSON: {error}": "no es JSON válido: {error}",
    "is not a JSON object": "no es un objeto JSON",
    "has no {key}": "no tiene {key}",
    "holds no shift: there is nothing to publish": "no tiene turnos: no hay nada que"
    " publicar",
    "and {more} more rows": "y {more} filas más",
    "closes before it opens: give a night as two rows, until 24:00 and from 00:00"
    " on the next weekday": (
        "cierra antes de abrir: escriba la noche en dos filas, hasta las 24:00 y"
        " desde las 00:00 del día siguiente"
    ),
    "close must be a time like 18:00 or minutes, not hours": "el cierre debe ser una"
    " hora como 18:00 o minutos, no horas",
    "does not begin on a step of {fine} minutes as most intervals do: mixed"
    " interval lengths are refused": (
        "no empieza en un paso de {fine} minutos como la mayoría: no se aceptan"
        " intervalos de duraciones mezcladas"
    ),
    "queue {queue} has intervals of {step} minutes on {day}, the rest has {fine}:"
    " mixed interval lengths are refused": (
        "la cola {queue} tiene intervalos de {step} minutos el {day} y el resto de"
        " {fine}: no se aceptan duraciones mezcladas"
    ),
    "{day} appears again with a different kind or value": "{day} aparece otra vez con"
    " otro tipo o valor",
    "begins before another override of queue {queue} ends ({when})": (
        "empieza antes de que termine otro ajuste de la cola {queue} ({when})"
    ),
    "the history has no rows on the analog day of {day}": "el historial no tiene filas"
    " en el día análogo de {day}",
    "must be a factor of at least 0, like 1.25": "debe ser un factor de 0 como mínimo,"
    " como 1,25",
    "must be a weekday from 0 (Monday) to 6 for like_weekday": "debe ser un día de la"
    " semana, de 0 (lunes) a 6",
    "must be opening hours like 08:00-13:00 for half_day": "debe ser un horario como"
    " 08:00-13:00 para media jornada",
    "must be the date of an earlier day, like 2025-12-24": "debe ser la fecha de un"
    " día anterior, como 2025-12-24",
    "queue {name} has no handle time{where}: give its aht_s": "la cola {name} no tiene"
    " TMO{where}: indique su aht_s",
    "queue {name} has no handle time: give its aht_s": "la cola {name} no tiene TMO:"
    " indique su aht_s",
    "queue {name} blends with an unknown {lender}": "la cola {name} se combina con una"
    " cola que no existe: {lender}",
    "queue {name} can blend with queues of calls only, not with {lender}": (
        "la cola {name} solo se puede combinar con colas de llamadas, no con {lender}"
    ),
    "the idle time of queue {lender} goes to one queue only: {one} or {other}": (
        "el tiempo libre de la cola {lender} va a una sola cola: {one} u {other}"
    ),
    "queue {name} is not in the forecast": "la cola {name} no está en el pronóstico",
    "queue {name} lacks intervals of the forecast": "a la cola {name} le faltan"
    " intervalos del pronóstico",
    "queue {name} has no paths": "la cola {name} no tiene trayectorias",
    "queue {name} has not the same paths in each interval": "la cola {name} no tiene"
    " las mismas trayectorias en cada intervalo",
    "queue {name} has {paths} paths, but {odd} intervals have fewer, the first at"
    " {at}": (
        "la cola {name} tiene {paths} trayectorias, pero {odd} intervalos tienen"
        " menos; el primero, {at}"
    ),
    "queue {name} has {missing} intervals {words}, the first at {at}": (
        "la cola {name} tiene {missing} intervalos {words}; el primero, {at}"
    ),
    "queue {name} has more than one value": "la cola {name} tiene más de un valor",
    "queue {queue} has no volume for {month}, which the forecast needs": (
        "la cola {queue} no tiene volumen para {month}, y el pronóstico lo necesita"
    ),
    "unknown skill {skill} of group {group}; the queues ask for {asked}": (
        "el grupo {group} tiene la habilidad {skill}, que no existe; las colas piden"
        " {asked}"
    ),
    "[queues.{queue}] is not a queue of the {where} ({known})": (
        "[queues.{queue}] no es una cola de: {where} ({known})"
    ),
    "[forecast] queues: {queue} is not a queue of the {where} ({known})": (
        "[forecast] queues: {queue} no es una cola de: {where} ({known})"
    ),
    "[files] agents are given without contracts": "[files] trae asesores sin contratos",
    "has no room for the lunch and pauses of the rules; make it longer or change"
    " lunch_over_minutes or break_edge_minutes": (
        "no deja espacio para el almuerzo y las pausas de las reglas: hágalo más"
        " largo o cambie lunch_over_minutes o break_edge_minutes"
    ),
    "has {more} that the forecast lacks": "tiene {more} que el pronóstico no trae",
    "and {more} more": "y {more} más",
    "no row to import": "no hay ninguna fila por importar",
}
