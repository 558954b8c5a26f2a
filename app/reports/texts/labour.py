"""What the dated values of labour law say of their source, in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "house policy": "política de la casa",
    "payroll practice": "práctica de nómina",
    "payroll tables of 2026": "tablas de nómina de 2026",
    "{source}, with aid and load": "{source}, con auxilio y carga prestacional",
    "reform of DOF 3 Mar 2026, transitory articles": "reforma del DOF del 3 mar 2026,"
    " artículos transitorios",
    "LFT art. 73 and 75": "LFT art. 73 y 75",
    "some sources say the 16th of July": "algunas fuentes dicen el 16 de julio",
    "day of July; some sources say the 16th of July": "día de julio; algunas fuentes"
    " dicen el 16",
    "flexible days by agreement": "jornada flexible por acuerdo",
    "as restored by Ley 2466 de 2025; read through Circular 101 de 2025 only": (
        "restablecido por la Ley 2466 de 2025; leído solo en la Circular 101 de 2025"
    ),
    "by agreement; read through reports of Circular 101 de 2025 only": (
        "por acuerdo; leído solo en reseñas de la Circular 101 de 2025"
    ),
    "even with consent; supervision, direction, confidence and management apart": (
        "aun con consentimiento; salvo supervisión, dirección, confianza y manejo"
    ),
    "at least two by the law": "la ley pide al menos dos",
    "suspended on 13 Feb 2026; earlier years are not coded and take this value": (
        "suspendido el 13 feb 2026; los años anteriores no están incorporados y toman"
        " este valor"
    ),
    "until the Consejo de Estado decides; the value of 2027 is not known yet": (
        "hasta que decida el Consejo de Estado; el valor de 2027 aún no se conoce"
    ),
    "read in the press only; those at home get the same as connectivity aid": (
        "leído solo en prensa; quien trabaja en casa recibe lo mismo como auxilio de"
        " conectividad"
    ),
    "whether the company is exempt: ask it": "si la empresa está exonerada: pregúntele",
    "no statute fixes the hours by which a month's wage is divided": (
        "ninguna norma fija las horas entre las que se divide el salario del mes"
    ),
    "no statute fixes it either": "tampoco lo fija una norma",
    "a wage pays 0 the full week of the law, 1 the contract's; practice is split": (
        "el salario paga: 0, la semana completa de la ley; 1, la del contrato; la"
        " práctica está dividida"
    ),
    "no article was looked up": "no se consultó el artículo",
    "ARL of class I": "ARL de clase I",
    "cesantias": "cesantías",
    "of the cesantias": "sobre las cesantías",
    "prima de servicios": "prima de servicios",
    "an estimate for the minimum wage": "una estimación para el salario mínimo",
    "below adult age with a permit; contact centres mostly employ adults only": (
        "menores de edad, con permiso; los centros de contacto casi siempre vinculan"
        " solo adultos"
    ),
    "read in the press only": "leído solo en prensa",
    "1 if on the roster in the practical stage only; read in the press only": (
        "sí, si está en la malla solo en etapa práctica; leído solo en prensa"
    ),
    "another day may be agreed (Ley 2466 de 2025, art. 14)": "se puede acordar otro"
    " día (Ley 2466 de 2025, art. 14)",
    "one or two a month are occasional; the paragraph was read in reports only": (
        "uno o dos al mes son ocasionales; el parágrafo se leyó solo en reseñas"
    ),
    "paid, in the week after; that week was read in reports only": (
        "remunerado, en la semana siguiente; ese plazo se leyó solo en reseñas"
    ),
    "its length is not in the law": "su duración no está en la ley",
    "Ley 1355 de 2009, art. 5 asks for active pauses and gives no number": (
        "la Ley 1355 de 2009, art. 5, pide pausas activas y no dice cuántas"
    ),
    "as working time in the ministries' guidance": "como tiempo de trabajo, según la"
    " orientación de los ministerios",
    "percentages of one minute add: recalled; a holiday on a Sunday counts once": (
        "los porcentajes de un mismo minuto se suman (de memoria); un festivo en"
        " domingo cuenta una vez"
    ),
    "recalled, to be confirmed": "de memoria, por confirmar",
    "six days of 8 hours": "seis días de 8 horas",
    "read in the press; the law that carries it out was not seen": (
        "leído en prensa; no se vio la ley que lo reglamenta"
    ),
    "12 hours at double pay and 4 at triple pay; read in the press; the law that"
    " carries it out was not seen": (
        "12 horas a pago doble y 4 a pago triple; leído en prensa; no se vio la ley"
        " que lo reglamenta"
    ),
    "where no flexible days are agreed": "donde no hay jornada flexible acordada",
    "more a day in a week of five days": "más por día en una semana de cinco días",
    "a night shift has no limit of its own": "el turno nocturno no tiene un límite"
    " propio",
    "nor one of day and night": "tampoco el turno mixto",
    "with as much night, a shift is a night shift": "con tanto tiempo nocturno, el"
    " turno cuenta como nocturno",
    "1 if its nights and Sundays are dearer": "sí, si sus noches y domingos tienen"
    " recargo",
    "lunch lies between them": "el almuerzo va entre ellas",
    "no article was found that fixes it": "no se encontró un artículo que lo fije",
    "Monday 0 to Sunday 6; 7 for the day that is left free": "puede ser también el día"
    " que cada quien tiene libre",
    "from the third on, the law calls them habitual": "desde el tercero, la ley los"
    " llama habituales",
    "worked in a month: from here on, a day in return": "trabajados en el mes: desde"
    " aquí, un día compensatorio",
    "work longer than this needs a lunch": "un turno más largo que esto lleva almuerzo",
    "1 if lunch is working time": "sí, si el almuerzo es tiempo de trabajo",
    "after the shift's start": "después de empezar el turno",
    "a paid pause": "una pausa pagada",
    "1 if a pause is working time": "sí, si la pausa es tiempo de trabajo",
    "work of at least this needs one pause": "un turno de al menos esto lleva una"
    " pausa",
    "one before lunch, one after it": "una antes del almuerzo y otra después",
    "not so near the start or end of the shift": "no más cerca del inicio o del final"
    " del turno",
    "shifts start on this grid": "los turnos empiezan cada tanto como esto",
    "paid lengths of shifts are multiples of it": "las horas pagadas de un turno son"
    " múltiplos de esto",
    "paid hours that an uncovered agent-hour costs": "horas pagadas que cuesta una"
    " hora de asesor sin cubrir",
    "paid hours that an hour of surplus costs": "horas pagadas que cuesta una hora de"
    " sobra",
    "paid hours that a contracted hour left idle costs": "horas pagadas que cuesta una"
    " hora contratada sin usar",
    "paid hours that a wish not granted costs the search": "horas pagadas que cuesta"
    " una preferencia no cumplida",
    "the same, a night, Sunday or late end too many": "lo mismo, por cada noche,"
    " domingo o salida tarde de más",
    "from here on a shift ends late": "desde aquí, el turno termina tarde",
    "of an anonymous shift's price: by its hours": "del precio de un turno anónimo:"
    " por sus horas",
    "of it: by its day, in average days of a week": "de ese precio: por su día, en"
    " días promedio de la semana",
    "on the rest day and on public holidays": "en el día de descanso y en festivos",
    "on a Sunday that is no rest day": "en un domingo que no es día de descanso",
    "of a week; beyond, a second price": "de la semana; después, un segundo precio",
    "days over which a week's hours are spread": "días entre los que se reparten las"
    " horas de la semana",
    "days that a month's wage pays": "días que paga el salario del mes",
    "a wage pays 0 the full week, 1 the contract's": "el salario paga: 0, la semana"
    " completa; 1, la del contrato",
    "money a month; 0 where it is not coded": "dinero al mes; 0 donde no está"
    " incorporado",
    "money a month": "dinero al mes",
    "minimum wages up to which it is paid": "salarios mínimos hasta los que se paga",
    "1 if the employer is exempt from some charges": "sí, si el empleador está"
    " exonerado de algunos aportes",
    "minimum wages below which that holds": "salarios mínimos por debajo de los que"
    " aplica",
    "cost is then in paid hours": "el costo queda en horas pagadas",
}
