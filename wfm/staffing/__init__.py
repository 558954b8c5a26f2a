"""From demand to agents: requirement, shrinkage, capacity and hiring."""

from wfm.staffing.requirement import Requirement as Requirement
from wfm.staffing.requirement import fewest_agents as fewest_agents
from wfm.staffing.requirement import required_agents as required_agents
from wfm.staffing.requirement_table import requirement_table as requirement_table
