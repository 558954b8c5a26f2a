"""Spanish sentences of findings: what was found, and what to do about it."""

from __future__ import annotations

PLACES = {"row": "fila {row}", "column": "columna {column}"}
_SAVE = "guárdelo como .xlsx o como CSV UTF-8 y elíjalo de nuevo"
_DATES = "indique en el mapeo cómo están escritas las fechas"
_FIX = "corrija la celda en el archivo u omita la fila"

TEXTS: dict[str, tuple[str, str]] = {
    "E_EMPTY": ("el archivo está vacío", "elija el archivo que tiene los datos"),
    "E_NO_ROWS": (
        "no hay ninguna fila debajo del encabezado",
        "expórtelo de nuevo con sus datos",
    ),
    "E_ENCODING": ("un byte que no es texto en ninguna codificación usual", _SAVE),
    "E_BINARY": ("no es una tabla de texto", _SAVE),
    "E_TYPE_MISMATCH": ("el nombre dice {expected}, el contenido es {found}", _SAVE),
    "E_UNSUPPORTED": ("no se leen archivos {suffix}", _SAVE),
    "E_ENCRYPTED": (
        "un archivo antiguo de Excel, o uno con contraseña",
        "guárdelo como .xlsx sin contraseña",
    ),
    "E_MACRO": ("el libro tiene macros", "guárdelo como .xlsx, sin macros"),
    "E_TOO_BIG": (
        "el archivo pasa de {limit}",
        "divídalo por meses o impórtelo desde la línea de comandos",
    ),
    "E_TOO_WIDE": ("la tabla tiene más columnas o filas de las que se leen", _SAVE),
    "E_ZIP_BOMB": (
        "el archivo se descomprime a mucho más que una tabla de su tamaño",
        _SAVE,
    ),
    "E_ZIP_STRUCTURE": ("el libro está dañado", _SAVE),
    "E_XML_ENTITY": ("el libro declara entidades, como ningún Excel lo hace", _SAVE),
    "E_QUOTE": (
        'hay una comilla (") que nunca se cierra',
        "ciérrela o quítela de la celda",
    ),
    "E_SHEET": (
        "ninguna hoja tiene una tabla así: {sheets}",
        "indique en el mapeo cuál hoja leer",
    ),
    "E_SHEET_CHOICE": (
        "varias hojas tienen una tabla así: {sheets}",
        "indique en el mapeo cuál hoja leer",
    ),
    "E_UNKNOWN_SKILL": (
        "la habilidad {value} no existe en esta campaña",
        "corrija su nombre o confirme que es nueva",
    ),
    "E_MISSING_COLUMN": (
        "ninguna columna corresponde a {needed}",
        "elija en el mapeo la columna que lo contiene",
    ),
    "E_MAPPED_COLUMN": (
        "el mapeo nombra {source}, que el archivo no tiene",
        "elija otra columna en el mapeo",
    ),
    "E_DUP_COLUMN": (
        "el encabezado tiene {source} más de una vez",
        "cambie el nombre de una de las dos columnas o quítela",
    ),
    "E_RAGGED": ("{found} celdas donde el encabezado tiene {expected}", _FIX),
    "E_BLANK": ("la celda está vacía", _FIX),
    "E_NUMBER": ("{value} no es un número", _FIX),
    "E_DECIMAL_AMBIGUOUS": (
        "{value} puede ser un millar o un decimal",
        "indique en el mapeo si los decimales llevan coma o punto",
    ),
    "E_NEGATIVE": ("{value} es menor que cero", _FIX),
    "E_NONFINITE": ("{value} no es un número finito", _FIX),
    "E_RANGE": ("{value} está fuera de lo posible ({rule})", _FIX),
    "E_CHOICE": ("{value} no es una de las palabras admitidas", _FIX),
    "E_INCONSISTENT": ("{value} es más que {other}", _FIX),
    "E_AHT_ZERO": ("un tiempo de operación de 0 aunque hubo atendidos", _FIX),
    "E_CELL_ERROR": ("la celda muestra un error de la hoja de cálculo", _FIX),
    "E_NO_CACHED_VALUE": (
        "una fórmula cuyo resultado nunca se calculó",
        "abra el archivo en Excel, guárdelo y elíjalo de nuevo",
    ),
    "E_DATE": ("{value} no es una fecha u hora que se pueda leer", _DATES),
    "E_DATE_MIXED": (
        "unas fechas empiezan por el día y otras por el mes",
        "escriba todas en un solo orden, mejor como 2026-11-30",
    ),
    "E_DATE_SERIAL": (
        "{value} es un número donde se espera una fecha ({guess})",
        _DATES,
    ),
    "E_DATE_AMBIGUOUS": (
        "{value} puede empezar por el día o por el mes",
        _DATES,
    ),
    "E_DATE_RANGE": ("{value} está fuera de los años 1970 a 2199", _FIX),
    "E_CLOCK": ("{value} no es una hora del día", _FIX),
    "E_DST_GAP": ("{value} nunca existió: el reloj se adelanta entonces", _FIX),
    "E_DST_OVERLAP": (
        "{value} ocurre dos veces, porque el reloj se atrasa entonces",
        "confirme que la primera de las dos filas es la anterior",
    ),
    "E_MIXED_TZ": (
        "unas horas dicen su distancia a UTC y otras no",
        "confirme que las otras son horas locales de {zone}",
    ),
    "E_ZONE": (
        "{value} no es una zona horaria",
        "escriba un nombre IANA como America/Bogota",
    ),
    "E_GRAIN": ("{value} no empieza un intervalo de {minutes} minutos", _FIX),
    "E_DUPLICATE": (
        "{value} aparece más de una vez con valores distintos",
        "deje una sola de las filas",
    ),
    "E_UNKNOWN_QUEUE": (
        "la cola {value} no existe en esta campaña",
        "corrija su nombre o confirme que es nueva",
    ),
    "E_UNKNOWN_AGENT": (
        "el asesor {value} no existe en esta campaña",
        "importe primero al asesor o corrija el identificador",
    ),
    "E_UNKNOWN_CONTRACT": (
        "el contrato {value} no existe en esta campaña",
        "importe primero los contratos o corrija el nombre",
    ),
    "E_OVERLAP": (
        "el asesor {value} ya está ausente a esa hora, por una fila anterior",
        "una las dos filas o haga que la primera termine donde empieza la segunda",
    ),
    "E_ORDER": ("{value} no es posterior al comienzo", _FIX),
    "E_CONTRACT": ("{value} no cumple lo que pide la columna", _FIX),
    "E_INTERVAL": (
        "los comienzos distan {value} minutos, que no es un intervalo usual",
        "exporte el historial por 15, 30 o 60 minutos",
    ),
    "W_MANY_LEAVE": (
        "{count} de {of} asesores tienen un último día de trabajo",
        "confirme que se van tantos",
    ),
    "W_SKIPPED_HOUR": (
        "se dejaron por fuera {count} filas vacías de una hora que nunca existió",
        "",
    ),
    "W_MATCHED": ("{value} se leyó como {other}", ""),
    "W_ENCODING": ("el texto se leyó como {encoding}", "mire los nombres de abajo"),
    "W_DECIMAL": ("los decimales se leyeron con {mark}", ""),
    "W_EXTRA_COLUMN": ("la columna {value} no se usa", ""),
    "W_TRIM": ("se quitaron espacios o letras invisibles de {count} celdas", ""),
    "W_TOTAL_ROW": ("se dejó por fuera una fila de totales", ""),
    "W_PREAMBLE": ("se dejaron por fuera {count} filas sobre el encabezado", ""),
    "W_HIDDEN": (
        "se dejaron por fuera hojas ocultas o vínculos a otros archivos",
        "",
    ),
    "W_DATE1904": ("el libro cuenta los días desde 1904", "mire las fechas de abajo"),
    "W_DUPLICATE": (
        "{count} filas repiten otra letra por letra: cada una queda una vez",
        "",
    ),
    "W_UNIT": (
        "el tiempo de operación es de {value} segundos, si la columna está en segundos",
        "indique en el mapeo si está en segundos, milisegundos o minutos",
    ),
    "W_UNIT_TAKEN": ("los tiempos se leyeron en {unit}", ""),
    "W_FUTURE": ("{count} filas están en el futuro", "mire las fechas de abajo"),
    "W_FORMULA_TEXT": ("un texto empieza como una fórmula: queda como texto", ""),
    "W_MARKUP": ("un texto lleva marcas de página: queda como texto", ""),
    "W_OPEN_STATE": ("el asesor {value} tiene un estado sin fin", ""),
    "W_STATES_FROM_EVENTS": (
        "cada estado termina donde empieza el siguiente del asesor",
        "",
    ),
    "W_STATE": ("el estado {value} no se conoce: cuenta como sin clasificar", ""),
    "W_GAP": (
        "{count} intervalos de {value} no tienen fila aunque otros de su día sí",
        "importe los días que faltan o confirme en la limpieza que no hubo contactos",
    ),
    "W_CLOSED_ZERO": (
        "{count} días de {value} están escritos como cero",
        "deje por fuera los días cerrados o nómbrelos como días especiales",
    ),
    "W_LEVEL": (
        "los contactos de {value} saltan {change} el {date}",
        "revise que no falte una parte de la cola antes o después",
    ),
    "W_CLEANING": (
        "{count} tramos de {value} parecen {kind}",
        "mírelos en la limpieza antes de pronosticar",
    ),
    "W_QUALITY_UNKNOWN": ("todavía no se puede juzgar la calidad: {rule}", ""),
}

# What was found where the count is one.
ONE: dict[str, str] = {
    "W_SKIPPED_HOUR": "se dejó por fuera {count} fila vacía de una hora que nunca"
    " existió",
    "W_TRIM": "se quitaron espacios o letras invisibles de {count} celda",
    "W_PREAMBLE": "se dejó por fuera {count} fila sobre el encabezado",
    "W_DUPLICATE": "{count} fila repite otra letra por letra: queda una vez",
    "W_FUTURE": "{count} fila está en el futuro",
    "W_GAP": "{count} intervalo de {value} no tiene fila aunque otros de su día sí",
    "W_CLOSED_ZERO": "{count} día de {value} está escrito como cero",
    "W_CLEANING": "{count} tramo de {value} parece {kind}",
    "W_MANY_LEAVE": "{count} de {of} asesores tiene un último día de trabajo",
}
