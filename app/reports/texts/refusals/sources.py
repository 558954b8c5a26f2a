"""What the tables are called in which something was found."""

from __future__ import annotations

SOURCES: dict[str, str] = {
    "history": "historial",
    "forecast": "pronóstico",
    "agents": "asesores",
    "contracts": "contratos",
    "absences": "ausencias",
    "time_off": "ausencias",
    "schedule": "malla",
    "requirement": "requerimiento",
    "campaign": "campaña",
    "paths": "trayectorias",
    "contracted": "contratado",
    "states": "estados",
    "locked": "malla anterior",
    "special_days": "días especiales",
    "overrides": "ajustes",
    "the archive": "el archivo",
}
