"""Colombian labour law as dated values, one line and one article each.

Engineering input, not legal advice: every value can be overridden by a campaign.
CST is the Codigo Sustantivo del Trabajo. What was recalled or read in the press only
says so in its note.
"""

from __future__ import annotations

from wfm.labour.colombia.hours import HOURS
from wfm.labour.colombia.money import CHARGES, MONEY
from wfm.labour.colombia.people import PEOPLE
from wfm.labour.colombia.rest import REST
from wfm.labour.colombia.surcharges import CODES, SURCHARGES
from wfm.labour.country import Country
from wfm.labour.house import DEFAULTS

COLOMBIA = Country(
    parameters=(*DEFAULTS, *HOURS, *REST, *SURCHARGES, *PEOPLE, *MONEY),
    charges=CHARGES,
    codes=CODES,
)
