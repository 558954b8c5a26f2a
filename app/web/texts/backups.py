"""Sentences of the backups: made by a job, listed, put back on the server."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "backups.nav": "Backups",
    "backups.title": "Backups",
    "backups.lead": "Copies of the whole store, made while others work. Keep some on"
    " another machine.",
    "backups.make": "Make a backup",
    "backups.none": "There is no backup yet",
    "backups.none.hint": "Make one now, and then every day.",
    "backups.made": "Made",
    "backups.age": "Age",
    "backups.size": "Size",
    "backups.file": "File",
    "backups.restore": "Putting one back",
    "backups.restore.how": "Only on the server, from the command line, with the server"
    " stopped:",
    "backups.restore.why": "It takes the place of everything that is there now, so it"
    " is not a button.",
}

SPANISH: dict[str, str] = {
    "backups.nav": "Copias de seguridad",
    "backups.title": "Copias de seguridad",
    "backups.lead": "Copias de toda la base, hechas mientras los demás trabajan. Guarde"
    " algunas en otro equipo.",
    "backups.make": "Hacer una copia",
    "backups.none": "Todavía no hay copias",
    "backups.none.hint": "Haga una ahora, y después una cada día.",
    "backups.made": "Hecha",
    "backups.age": "Antigüedad",
    "backups.size": "Tamaño",
    "backups.file": "Archivo",
    "backups.restore": "Restaurar una copia",
    "backups.restore.how": "Solo en el servidor, desde la línea de comandos y con el"
    " servidor detenido:",
    "backups.restore.why": "Reemplaza todo lo que hay ahora; por eso no es un botón.",
}
