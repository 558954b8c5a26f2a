"""Shifts for named agents: the best week of one agent, and all agents in turn."""
