"""Sentences of the page that shows a backtest."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "accuracy.kind": "Backtest: days that are over, forecast as if they were not",
    "accuracy.title": "How good the forecasts are",
    "accuracy.origins": "{n} forecasts of each model",
    "accuracy.origins.one": "{n} forecast of each model",
    "accuracy.contacts": "{n} contacts compared",
    "accuracy.lead": (
        "{model} is off by {wape} of the contacts. The mean of the last four weeks "
        "would be off by {naive_wape}, and no forecast can do better than {floor}: "
        "that much is chance."
    ),
    "accuracy.model": "Model",
    "accuracy.default": "(default)",
    "accuracy.next_day": "Next day",
    "accuracy.week": "Week {n}",
    "accuracy.all": "All",
    "accuracy.interval.normal": "Error by interval",
    "accuracy.day.normal": "Error by day",
    "accuracy.week.normal": "Error by week",
    "accuracy.interval.special": "Error by interval on special days",
    "accuracy.naive_wape": "Mean of four weeks",
    "accuracy.seasonal_naive_wape": "Same day last week",
    "accuracy.floor": "Floor of chance",
    "accuracy.tip": "{wape}; floor {floor}, naive {naive_wape}",
    "accuracy.key.floor": "chance: no forecast can avoid it",
    "accuracy.key.better": "added by the model, better than naive",
    "accuracy.key.worse": "added by the model, worse than naive",
    "accuracy.key.naive": "naive: mean of four weeks",
    "accuracy.measures": "Bias, bands and staffing, by interval on all horizons",
    "accuracy.ratio_to_naive": "Error of naive",
    "accuracy.bias": "Bias",
    "accuracy.mase": "MASE",
    "accuracy.coverage_80": "Inside 80% band",
    "accuracy.coverage_95": "Inside 95% band",
    "accuracy.agents_over": "Agents too many",
    "accuracy.agents_under": "Agents too few",
    "accuracy.staffing_cost": "Staffing cost",
    "accuracy.measures.note": (
        "Staffing cost is agents too many and twice those too few, as a share of "
        "those needed for 80% in 20 seconds."
    ),
    "accuracy.foot": (
        "Errors are WAPE: the sum of absolute errors over the contacts that came. "
        "Each forecast used only what was known on its day."
    ),
}

SPANISH: dict[str, str] = {
    "accuracy.kind": (
        "Prueba retrospectiva: días ya pasados, pronosticados como si no lo fueran"
    ),
    "accuracy.title": "Qué tan buenos son los pronósticos",
    "accuracy.origins": "{n} pronósticos de cada modelo",
    "accuracy.origins.one": "{n} pronóstico de cada modelo",
    "accuracy.contacts": "{n} contactos comparados",
    "accuracy.lead": (
        "{model} se equivoca en {wape} de los contactos. El promedio de las últimas "
        "cuatro semanas se equivocaría en {naive_wape}, y ningún pronóstico puede "
        "bajar de {floor}: eso es azar."
    ),
    "accuracy.model": "Modelo",
    "accuracy.default": "(por defecto)",
    "accuracy.next_day": "Día siguiente",
    "accuracy.week": "Semana {n}",
    "accuracy.all": "Todo",
    "accuracy.interval.normal": "Error por intervalo",
    "accuracy.day.normal": "Error por día",
    "accuracy.week.normal": "Error por semana",
    "accuracy.interval.special": "Error por intervalo en días especiales",
    "accuracy.naive_wape": "Promedio de cuatro semanas",
    "accuracy.seasonal_naive_wape": "Mismo día de la semana anterior",
    "accuracy.floor": "Piso del azar",
    "accuracy.tip": "{wape}; piso {floor}, ingenuo {naive_wape}",
    "accuracy.key.floor": "azar: ningún pronóstico lo evita",
    "accuracy.key.better": "lo agrega el modelo, mejor que el ingenuo",
    "accuracy.key.worse": "lo agrega el modelo, peor que el ingenuo",
    "accuracy.key.naive": "ingenuo: promedio de cuatro semanas",
    "accuracy.measures": (
        "Sesgo, bandas y dotación, por intervalo en todos los horizontes"
    ),
    "accuracy.ratio_to_naive": "Error frente al ingenuo",
    "accuracy.bias": "Sesgo",
    "accuracy.mase": "MASE",
    "accuracy.coverage_80": "Dentro de la banda de 80 %",
    "accuracy.coverage_95": "Dentro de la banda de 95 %",
    "accuracy.agents_over": "Asesores de más",
    "accuracy.agents_under": "Asesores de menos",
    "accuracy.staffing_cost": "Costo en dotación",
    "accuracy.measures.note": (
        "El costo en dotación es la suma de los asesores de más y el doble de los de "
        "menos, como parte de los necesarios para 80 % en 20 segundos."
    ),
    "accuracy.foot": (
        "Los errores son WAPE: la suma de los errores absolutos sobre los contactos "
        "que llegaron. Cada pronóstico usó solo lo que se sabía en su día."
    ),
}
