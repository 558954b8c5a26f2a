"""How platforms, planners and HR name the columns of the tables."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^a-z0-9%#]+")


def plain(header: str) -> str:
    """
    Reduce a header to what identifies it.

    Parameters
    ----------
    header : str
        As written.

    Returns
    -------
    str
        Lower case words joined by ``_``, without accents.
    """
    bare = unicodedata.normalize("NFKD", header)
    ascii_only = "".join(each for each in bare if not unicodedata.combining(each))
    return _WORDS.sub("_", ascii_only.lower()).strip("_")


# In the order of preference: the first name that a file has is taken.
# Avaya CMS: hsplit items. Genesys Cloud: queue performance view. Amazon Connect:
# historical metrics. Five9 and part of Genesys are from memory.
ALIASES: dict[str, dict[str, str]] = {
    "history": {
        "queue": """queue queue_name cola nombre_de_cola nombre_cola skill skill_name
            split split_skill nombre_skill campana linea servicio habilidad
            routing_profile grupo skill_id""",
        "start": """start interval_start start_interval startinterval starttime_utc
            inicio inicio_intervalo
            inicio_del_intervalo fecha_y_hora fecha_hora fechahora datetime timestamp
            date_time time_interval interval intervalo fecha_inicio half_hour_start
            row_date date fecha dia day""",
        "offered": """offered offer callsoffered calls_offered contacts_offered
            contacts_queued ofrecidas ofrecidos llamadas_ofrecidas recibidas
            llamadas_recibidas entrantes llamadas_entrantes inbound_calls inbound
            contacts contactos llamadas calls volumen volume""",
        "answered": """answered answer acdcalls calls_answered contacts_handled
            handled answer_calls answered_calls contestadas contestados atendidas
            atendidos llamadas_atendidas llamadas_contestadas""",
        "abandoned": """abandoned abandon abncalls abandons calls_abandoned
            contacts_abandoned abandoned_calls abandonadas abandonados
            llamadas_abandonadas""",
        "answered_in_threshold": """answered_in_threshold answered_in_sl acceptable
            atendidas_en_ns atendidas_en_umbral contestadas_en_umbral dentro_de_nivel
            answered_within_sl""",
        "aht_s": """aht_s aht avg_handle avg_handle_time average_handle_time
            handle_time tmo tmo_s tiempo_medio_de_operacion tiempo_promedio_de_gestion
            tpg aht_seg average_contact_duration""",
        "wait_s": """wait_s asa avg_wait average_speed_of_answer speed_of_answer
            average_queue_answer_time espera tiempo_medio_de_espera tiempo_de_espera
            avg_speed_of_answer""",
    },
    "agents": {
        "agent": """agent agent_id id codigo codigo_agente id_agente agente usuario
            user login login_id employee_id empleado legajo""",
        "contract": """contract contrato tipo_de_contrato tipo_contrato jornada
            contract_type""",
        "skills": "skills skill habilidades colas queues perfiles campanas",
        "available_from": """available_from disponible_desde start_date fecha_inicio
            inicio desde""",
        "available_until": """available_until disponible_hasta end_date fecha_retiro
            fecha_fin retiro hasta""",
        "team": "team equipo grupo celula",
        "home_site": "home_site site sede ciudad",
        "hourly_cost": "hourly_cost costo_hora costo_por_hora cost_per_hour",
        "monthly_wage": "monthly_wage salario salario_mensual sueldo wage salary",
        "rest_day": "rest_day dia_de_descanso descanso",
        "seniority_date": """seniority_date hire_date fecha_ingreso fecha_de_ingreso
            antiguedad""",
        "born": "born birth_date fecha_nacimiento fecha_de_nacimiento",
        "restrictions": "restrictions restricciones",
        "restricted_until": "restricted_until restricciones_hasta",
        "home_days": "home_days dias_en_casa dias_teletrabajo",
        "name": """name nombre nombres nombre_completo full_name nombre_y_apellido
            agent_name""",
        "document": """document documento cedula numero_documento cc identificacion
            documento_de_identidad""",
        "email": "email correo correo_electronico e_mail mail",
    },
    "contracts": {
        "contract": "contract contrato nombre name",
        "weekly_minutes": "weekly_minutes minutos_semana minutos_por_semana",
        "min_day_minutes": "min_day_minutes minutos_dia_min minimo_minutos_dia",
        "max_day_minutes": "max_day_minutes minutos_dia_max maximo_minutos_dia",
        "min_days": "min_days dias_min minimo_dias",
        "max_days": "max_days dias_max maximo_dias",
        "regime": "regime regimen",
    },
    "time_off": {
        "agent": "agent agent_id id_agente agente codigo empleado employee_id usuario",
        "start": "start inicio desde fecha_inicio start_date from fecha_inicial",
        "end": "end fin hasta fecha_fin end_date to until fecha_final",
        "kind": "kind tipo motivo reason novedad type tipo_de_novedad ausencia",
    },
    "states": {
        "agent": """agent agent_id id_agente agente login login_id usuario user
            username agent_name""",
        "start": """start inicio ts timestamp fecha_y_hora fecha_hora start_time
            state_start event_time hora_inicio fecha_inicio date_time fecha date""",
        "end": "end fin end_time state_end hora_fin fecha_fin",
        "state": "state estado status agent_state presence event evento",
        "reason": "reason motivo reason_code detalle aux_reason not_ready_reason",
    },
    "special_days": {
        "date": "date fecha dia day",
        "name": "name nombre evento event descripcion description",
        "queue": "queue cola skill",
        "kind": "kind tipo type",
        "value": "value valor factor",
    },
}

# The time of day in a column of its own.
CLOCKS = [
    "time",
    "hora",
    "hour",
    "starttime",
    "start_time",
    "half_hour",
    "half_hour_interval",
    "hora_inicio",
    "intervalo",
    "interval",
    "franja",
    "tramo",
]

# Means that a platform gives as totals: numerators, then what they are divided by.
RATIOS: dict[str, list[tuple[str, str]]] = {
    "aht_s": [
        ("acdtime holdacdtime acwtime", "acdcalls"),
        ("acdtime acwtime", "acdcalls"),
        ("talk_time hold_time after_call_work_time", "calls"),
        ("total_handle", "handle"),
        ("total_handle", "answer"),
        ("total_handle_time", "answered"),
        ("tiempo_total_de_gestion", "atendidas"),
    ],
    "wait_s": [("anstime", "acdcalls")],
}

# Names that go before the others where the owner says which platform it is.
PRESETS: dict[str, dict[str, str]] = {
    "avaya_cms": {
        "queue": "split",
        "start": "row_date",
        "offered": "callsoffered",
        "answered": "acdcalls",
        "abandoned": "abncalls",
        "answered_in_threshold": "acceptable",
    },
    "genesys_cloud": {
        "queue": "queue_name",
        "start": "interval_start",
        "offered": "offer",
        "answered": "answer",
        "abandoned": "abandon",
        "aht_s": "avg_handle",
        "wait_s": "asa",
    },
    "wolkvox": {
        "queue": "skill_name",
        "start": "date",
        "offered": "inbound_calls",
        "answered": "answer_calls",
        "abandoned": "abandon_calls",
    },
    "five9": {
        "queue": "skill",
        "start": "date",
        "offered": "calls",
        "abandoned": "abandoned",
        "aht_s": "handle_time",
        "wait_s": "speed_of_answer",
    },
    "amazon_connect": {
        "queue": "queue",
        "start": "startinterval",
        "offered": "contacts_queued",
        "answered": "contacts_handled",
        "abandoned": "contacts_abandoned",
        "aht_s": "average_handle_time",
        "wait_s": "average_queue_answer_time",
    },
    "generic": {},
}


def aliases(table: str, column: str) -> list[str]:
    """
    Names that a column of a table goes by.

    Parameters
    ----------
    table, column : str
        Such as ``history`` and ``offered``.

    Returns
    -------
    list of str
        As `plain` writes them, the likeliest first.
    """
    return ALIASES[table].get(column, column).split()
