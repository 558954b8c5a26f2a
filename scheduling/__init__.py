"""Shifts and rosters by optimisation."""
