"""Staffing under risk: how sure a promise is with so many agents, and at what price.

A forecast's paths say what may happen to a queue: contacts and handle times drawn
together, with what a whole day has in common. A plan of agents meets its goal on some
of these draws; the share on which it does is the probability of keeping the promise.
"""

from wfm.staffing.risk.draws import Draws as Draws
from wfm.staffing.risk.plan import RiskPlan as RiskPlan
from wfm.staffing.risk.plan import agents_for_probability as agents_for_probability
from wfm.staffing.risk.prices import Penalty as Penalty
from wfm.staffing.risk.prices import PriceStep as PriceStep
from wfm.staffing.risk.prices import price_list as price_list
from wfm.staffing.risk.probability import Probability as Probability
from wfm.staffing.risk.probability import probability_met as probability_met
