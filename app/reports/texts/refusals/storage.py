"""What the store and the disk refuse."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "database: the connection was lost": "Se perdió la conexión con la base de datos",
    "database: the disk is full; nothing was saved": "El disco está lleno; no se"
    " guardó nada",
    "database: it was closed before the plan was read": "La base de datos se cerró"
    " antes de leer el plan",
    "database: job {job} has no row": "El trabajo {job} no está en la base de datos",
    "database: its tables are not those of this version; run `aforo db upgrade`": (
        "Las tablas de la base de datos no son las de esta versión; en el servidor"
        " corra `aforo db upgrade`"
    ),
    "{folder}: cannot be read ({why})": "{folder}: no se puede leer ({why})",
    "{folder}: cannot be made ({why})": "{folder}: no se puede crear ({why})",
    "{file}: cannot be written ({why})": "{file}: no se puede escribir ({why})",
    "{file}: cannot be copied ({why})": "{file}: no se puede copiar ({why})",
    "{file}: there is no such file": "{file}: no existe ese archivo",
    "{file}: is no backup of Aforo ({why})": "{file}: no es una copia de Aforo ({why})",
    "{file}: is no backup of Aforo": "{file}: no es una copia de Aforo",
    "{file}: another program has just written it": "{file}: otro programa acaba de"
    " escribirlo",
    "{place}: no backup was written ({why})": "{place}: no se escribió ninguna copia"
    " ({why})",
    "{folder}: there is no plan here (summary.json)": "{folder}: aquí no hay un plan"
    " (summary.json)",
    "{program} is missing: install the client programs of PostgreSQL": (
        "falta {program}: hay que instalar los programas cliente de PostgreSQL"
    ),
    "No space left on device": "no queda espacio en el disco",
    "Permission denied": "permiso denegado",
    "No such file or directory": "no existe",
    "Read-only file system": "el disco es de solo lectura",
    "a value is none that the database can hold": "hay un valor que la base de datos"
    " no puede guardar",
    "{folder}: is a file, give a folder": "{folder}: es un archivo; indique una"
    " carpeta",
}
