"""What must hold of a value, as it stands after 'debe ser'."""

from __future__ import annotations

RULES: dict[str, str] = {
    "from 0, Monday, to 6, Sunday": "de 0 (lunes) a 6 (domingo)",
    "within one day, its end after its beginning": "dentro de un mismo día, y terminar"
    " después de empezar",
    "an IANA name such as America/Bogota": "un nombre IANA como America/Bogota",
    "a day of the month, 1 to {last}": "un día del mes, de 1 a {last}",
    "in [0, 1)": "de 0 a menos de 1",
    "in (0, 1)": "mayor que 0 y menor que 1",
    "in (0, 1]": "mayor que 0 y hasta 1",
    "in [0, 1]": "de 0 a 1",
    "from 0 to 1": "de 0 a 1",
    "below 1": "menor que 1",
    "a number, at least 0": "un número, 0 como mínimo",
    "a number above 0": "un número mayor que 0",
    "a number or an array of numbers": "un número o varios",
    "a finite number, at least 0": "un número, 0 como mínimo",
    "a finite number above 0 seconds": "un número mayor que 0 segundos",
    "finite and at least 0": "un número, 0 como mínimo",
    "a whole number, at least {least}": "un número entero, {least} como mínimo",
    "a whole number above 0": "un número entero mayor que 0",
    "a whole number from {first} to {last}": "un número entero de {first} a {last}",
    "a whole number": "un número entero",
    "whole working days, at least 0": "días hábiles enteros, 0 como mínimo",
    "whole": "un número entero",
    "at least 0 seconds": "de 0 segundos como mínimo",
    "at least 0, such as {example}": "0 como mínimo; por ejemplo, {example}",
    "at least 1, with demand on some of them": "1 como mínimo, con demanda en alguno",
    "at least one queue, each of them once": "al menos una cola, cada una una sola vez",
    "at least one time such as 06:00": "al menos una hora como 06:00",
    "at least one window: without any nobody could be called": "al menos una franja:"
    " sin ninguna no se podría llamar a nadie",
    "at least one": "al menos uno",
    "at least {least}": "{least} como mínimo",
    "at most {most} erlangs": "de {most} erlangs como máximo",
    "at most {most}": "{most} como máximo",
    "above 0 and in order: no chat ends sooner for its agent having more": (
        "mayores que 0 y en orden: ningún chat termina antes porque el asesor tenga más"
    ),
    "above 0, in days": "mayor que 0, en días",
    "above 0 seconds": "mayor que 0 segundos",
    "above 0 minutes": "mayor que 0 minutos",
    "seconds above 0": "segundos, más de 0",
    "above {least}": "mayor que {least}",
    "above -1, like 0.02 for two per cent": "mayor que -1; por ejemplo, 0,02 para el"
    " dos por ciento",
    "from 1 to {most}": "de 1 a {most}",
    "1 to 7": "de 1 a 7",
    "minutes that divide a day": "minutos que dividan el día",
    "times of day such as 06:00": "horas como 06:00",
    "a date like {example}": "una fecha como {example}",
    "a date and time like {example}": "fecha y hora como {example}",
    "a month like {example}": "un mes como {example}",
    "one or more of {allowed}": "uno o varios de: {allowed}",
    "one of {allowed} minutes": "uno de {allowed} minutos",
    "one of the {rows} of the table": "una de las {rows} de la tabla",
    "one that no other campaign has": "una que no tenga otra campaña",
    "one that does not exist yet": "uno que aún no exista",
    "one of {allowed}": "uno de: {allowed}",
    "in {allowed}": "una de: {allowed}",
    "{times}, one for each of aht_by_concurrency": "{times}, uno por cada valor de"
    " aht_by_concurrency",
    "left out of a {channel} queue: it is for {others}": "omitido en una cola de"
    " {channel}: es para {others}",
    "voice or chat: risk is known of contacts that wait for an agent": (
        "voz o chat: el riesgo se conoce solo en contactos que esperan a un asesor"
    ),
    "voice or chat": "voz o chat",
    "1 where agents have several skills": "1 donde los asesores tienen varias"
    " habilidades",
    "1 for staffing under risk": "1 para dimensionar con riesgo",
    "0 where no service level is promised": "0 donde no se promete nivel de servicio",
    "interval for chats": "el intervalo, en chats",
    "mol or another for goals by {window}": "mol u otro, con metas por {window}",
    "given: the forecast has no handle time": "dado: el pronóstico no trae TMO",
    "given where there is no history": "dado cuando no hay historial",
    "given together with agents": "dado junto con los asesores",
    "changed: nothing else can be used": "distinto del actual: no hay otra cosa que"
    " usar",
    "left out: the forecast has no bands": "omitida: el pronóstico no tiene bandas",
    "after the start": "posterior al inicio",
    "small letters, digits and hyphens, {most} at most": "minúsculas, dígitos y"
    " guiones, {most} como máximo",
    "2 to 120 lower-case letters, digits or . _ @ + -": "de 2 a 120 minúsculas,"
    " dígitos o . _ @ + -",
    "a sentence of at most {most} letters": "una frase de {most} letras como máximo",
    "the start of an interval of the forecast": "el inicio de un intervalo del"
    " pronóstico",
    "an import of {most} files at most": "una importación de {most} archivos como"
    " máximo",
    "a list of one or more campaigns": "una lista de una o más campañas",
    "a list of numbers": "una lista de números",
    "one of a history": "el de un historial",
    "one of the campaign": "uno de la campaña",
    "that of the job": "la del trabajo",
    "that of no other worker that runs": "el de ningún otro proceso de trabajos en"
    " marcha",
    "open at some time of the week": "abierta en algún momento de la semana",
    "{low} to {high}": "de {low} a {high}",
    "none: it is of the store": "ninguna: es de toda la base de datos",
    "numbers of at least 0": "números, 0 como mínimo",
    "the code of a colleague": "el código de un colega",
    "xlsx, html or zip": "xlsx, html o zip",
}
