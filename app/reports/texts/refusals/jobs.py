"""What jobs say when they end, and why one was stopped."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "{new} intervals are new, {changed} changed, {same} were known": (
        "{new} intervalos son nuevos, {changed} cambiaron, {same} ya se conocían"
    ),
    "{name} was written": "se escribió {name}",
    "no new history has arrived since the last plan": "no ha llegado historial nuevo"
    " desde el último plan",
    "new history had arrived: a draft plan is ready": "llegó historial nuevo: hay un"
    " plan en borrador",
    "given up: {n} times its worker died during it": "se abandonó: {n} veces murió el"
    " proceso que lo hacía",
    "stopped after {n} s, the longest that a job of this kind may take": (
        "se detuvo a los {n} s, lo máximo que puede tardar un trabajo de este tipo"
    ),
    "stopped: it needed more than {n} GB of memory, the most that a job of this kind"
    " may use": "se detuvo: necesitaba más de {n} GB de memoria, lo máximo para un"
    " trabajo de este tipo",
    "an error inside Aforo ({kind}); nothing was saved": "un error dentro de Aforo"
    " ({kind}); no se guardó nada",
    "the database did not take the result; nothing was saved": "la base de datos no"
    " recibió el resultado; no se guardó nada",
    "the disk is full; nothing of this job was saved": "el disco está lleno; no se"
    " guardó nada de este trabajo",
    "daily reforecast": "pronóstico diario",
    "stopped by an error inside the worker; its log says which": "lo detuvo un error"
    " dentro del proceso de trabajos; su registro dice cuál",
}
