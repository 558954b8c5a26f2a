"""The field itself: words, numbers and rules of workforce management.

Import from the module that owns the idea: ``from wfm.queueing import erlang_c``,
``from wfm.demand import ServiceGoal``, ``from wfm.staffing import required_agents``.
"""

__version__ = "0.1.0"
