"""Days drawn from stated distributions, for the tests of staffing under risk."""

from __future__ import annotations

import numpy as np

SHAPES = {
    "flat": np.ones(24),
    "two peaks": 1 + 0.6 * np.sin(np.linspace(0, 4 * np.pi, 24)),
    "morning": np.linspace(1.6, 0.4, 24),
}


def draw_days(
    rng, days, *, volume=60.0, shape="flat", aht=300.0, day_cv=0.12, aht_cv=0.05
):
    """
    Contacts and handle times of independent days of 24 half-hours.

    A gamma factor is shared by the day's volumes and a lognormal one by its handle
    times; arrivals around them are Poisson.
    """
    kind = 1 / day_cv**2
    busy = rng.gamma(kind, 1 / kind, size=(days, 1))
    sigma = np.sqrt(np.log1p(aht_cv**2))
    slow = np.exp(sigma * rng.standard_normal((days, 1)) - sigma**2 / 2)
    contacts = rng.poisson(busy * volume * SHAPES[shape]).astype(float)
    return contacts, np.repeat(aht * slow, contacts.shape[1], axis=1)
