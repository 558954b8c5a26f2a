"""What the states of a telephone platform mean: classes of time, by usual names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wfm.errors import ParameterError
from wfm.schedule import (
    BREAK,
    CONTACTS,
    LUNCH,
    MEETING,
    OFF_QUEUE,
    OVERTIME,
    TRAINING,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

PRODUCTIVE, UNAVAILABLE, OFFLINE = "productive", "unavailable", "offline"
UNMAPPED = "unmapped"
CLASSES = (
    PRODUCTIVE,
    BREAK,
    LUNCH,
    TRAINING,
    MEETING,
    OFF_QUEUE,
    UNAVAILABLE,
    OFFLINE,
)
# Paid time, in the place that the schedule gives it or elsewhere.
PRESENT = (PRODUCTIVE, BREAK, TRAINING, MEETING, OFF_QUEUE)
# What an activity of the schedule asks for; the others ask for the class of their name.
ASKED = {CONTACTS: PRODUCTIVE, OVERTIME: PRODUCTIVE}

# Names as `_plain` writes them, English and Spanish. WolkVox lets every operation name
# its own, so the list can only be a beginning: the caller's mapping goes before it.
_NAMES = {
    PRODUCTIVE: """
        ready available idle waiting wait on_queue productive logged_in_ready
        disponible listo libre en_espera_de_llamada en_cola productivo
        ringing ring reserved alerting timbrando repicando
        talking talk busy on_call in_call incall in_a_call connected interacting
        inbound outbound on_contact handling dialing dialling dial previewing preview
        en_llamada llamada hablando ocupado en_conversacion conversando marcando
        marcacion en_contacto en_gestion callback
        hold on_hold holding retenido en_retencion
        after_call_work after_contact_work acw wrap wrapup wrap_up work work_ready dispo
        post_llamada postllamada tipificacion tipificando documentando
        chat chatting in_chat en_chat messaging mensajeria whatsapp email e_mail correo
    """,
    BREAK: """
        break pause paused short_break rest coffee restroom bathroom active_pause
        pausa descanso pausa_activa pausas_activas bano refrigerio
    """,
    LUNCH: "lunch meal meal_break lunch_break dinner almuerzo comida cena",
    TRAINING: """
        training coaching e_learning elearning feedback
        capacitacion formacion entrenamiento retroalimentacion
    """,
    MEETING: """
        meeting team_meeting briefing calibration reunion reunion_de_equipo calibracion
    """,
    OFF_QUEUE: """
        off_queue offqueue back_office backoffice admin administrative
        administrative_work offline_work special_project project
        administrativo gestion_administrativa trabajo_administrativo fuera_de_cola
    """,
    UNAVAILABLE: """
        not_ready notready unavailable not_available aux auxiliary away login logged_in
        not_responding no_answer rona system_issue technical_issue
        no_disponible no_listo auxiliar ausente no_responde
        falla_tecnica falla_de_sistema
    """,
    OFFLINE: """
        offline logged_out logout log_out logged_off logoff log_off signed_out sign_out
        desconectado desconexion cierre_de_sesion sesion_cerrada fuera_de_linea
    """,
}
_DEFAULT = {name: kind for kind, names in _NAMES.items() for name in names.split()}
# A state that says only "away" leaves it to its reason to say why.
_OPEN_TO_REASON = (UNAVAILABLE, BREAK, UNMAPPED)
_REASONS = (BREAK, LUNCH, TRAINING, MEETING, OFF_QUEUE)


def classes_of(states: pd.DataFrame, mapping: Mapping[str, str] | None) -> pd.Series:
    """
    Class of each state, one of ``CLASSES`` or ``unmapped``.

    Where the state says only that the agent is away, a reason that names a break,
    lunch, training, meeting or work off the queue decides.

    Parameters
    ----------
    states : DataFrame
        Columns ``state`` and, optionally, ``reason``.
    mapping : mapping of str to str, optional
        State or reason to class, before the usual names; case, accents and
        punctuation do not matter.

    Returns
    -------
    Series of str, shape (n,)

    Raises
    ------
    ParameterError
        If the mapping names a class that does not exist.
    """
    known = _DEFAULT | _checked(mapping or {})
    kinds = _looked_up(states["state"], known)
    if "reason" not in states:
        return kinds
    reasons = _looked_up(states["reason"].fillna(""), known)
    told = kinds.isin(_OPEN_TO_REASON) & reasons.isin(_REASONS)
    return kinds.where(~told, reasons)


def unmapped_states(
    states: pd.DataFrame, mapping: Mapping[str, str] | None = None
) -> list[str]:
    """
    Names in a state log that no class is known for, in order of the alphabet.

    Parameters
    ----------
    states : DataFrame
        Columns of the states table.
    mapping : mapping of str to str, optional
        State or reason to class, before the usual names.

    Returns
    -------
    list of str
        Each name once, as the log writes it.

    Raises
    ------
    ParameterError
        If the mapping names a class that does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({"state": ["Ready", "Capacitación", "Codigo 7"]})
    >>> unmapped_states(log), unmapped_states(log, {"codigo 7": "meeting"})
    (['Codigo 7'], [])
    """
    unknown = classes_of(states, mapping) == UNMAPPED
    return sorted(states.loc[unknown, "state"].unique())


def _looked_up(names: pd.Series, known: dict[str, str]) -> pd.Series:
    kinds = {name: known.get(_plain(name), UNMAPPED) for name in names.unique()}
    return names.map(kinds).astype("str")


def _checked(mapping: Mapping[str, str]) -> dict[str, str]:
    for name, kind in mapping.items():
        if kind not in CLASSES:
            raise ParameterError(f"mapping of {name}", kind, f"in {', '.join(CLASSES)}")
    return {_plain(name): kind for name, kind in mapping.items()}


def _plain(name: str) -> str:
    """`name` without case, accents and punctuation: 'On Call' is 'on_call'."""
    letters = unicodedata.normalize("NFKD", str(name)).casefold()
    ascii_only = "".join(each for each in letters if not unicodedata.combining(each))
    return re.sub(r"\W+|_+", "_", ascii_only).strip("_")
