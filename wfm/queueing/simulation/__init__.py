"""Discrete-event simulation of one queue, the judge of every formula and plan."""

from wfm.queueing.erlang_a import BASES as BASES
from wfm.queueing.simulation.combine import coarser as coarser
from wfm.queueing.simulation.combine import joined as joined
from wfm.queueing.simulation.estimate import Estimate as Estimate
from wfm.queueing.simulation.estimate import ratio as ratio
from wfm.queueing.simulation.law import Handling as Handling
from wfm.queueing.simulation.law import Retrials as Retrials
from wfm.queueing.simulation.result import SimulatedQueue as SimulatedQueue
from wfm.queueing.simulation.single import REPLICATIONS as REPLICATIONS
from wfm.queueing.simulation.single import simulate as simulate
from wfm.queueing.simulation.single import simulate_paths as simulate_paths
