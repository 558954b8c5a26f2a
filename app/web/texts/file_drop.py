"""Sentences of a place that takes a file."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "file.sending": "Sending {file}: {share} %",
    "file.reading": "{file} has arrived and is being looked at…",
    "file.progress": "How much of the file is sent",
    "file.stop": "Stop",
    "file.large": "The file is larger than {most} MB. Split it, or bring it in from the"
    " command line.",
    "file.kind": "Only files of these kinds are read here: {endings}.",
    "file.single": "One file at a time, please.",
    "file.lost": "The connection was lost while the file was being sent. Nothing was"
    " kept; try again.",
    "file.ended": "Your session has ended. Log in and send the file again.",
    "file.refused": "The file was not taken. Load the page again and try once more.",
    "file.wait": "You have sent many files in a short time. Wait {seconds} seconds.",
}

SPANISH: dict[str, str] = {
    "file.sending": "Enviando {file}: {share} %",
    "file.reading": "{file} ya llegó y se está revisando…",
    "file.progress": "Cuánto del archivo se ha enviado",
    "file.stop": "Detener",
    "file.large": "El archivo pasa de {most} MB. Divídalo o tráigalo desde la línea de"
    " comandos.",
    "file.kind": "Aquí solo se leen archivos de estos tipos: {endings}.",
    "file.single": "Un archivo a la vez, por favor.",
    "file.lost": "Se perdió la conexión mientras se enviaba el archivo. No quedó nada"
    " guardado; inténtelo de nuevo.",
    "file.ended": "Su sesión terminó. Ingrese y envíe el archivo otra vez.",
    "file.refused": "El archivo no se recibió. Cargue de nuevo la página e inténtelo"
    " otra vez.",
    "file.wait": "Ha enviado muchos archivos en poco tiempo. Espere {seconds}"
    " segundos.",
}
