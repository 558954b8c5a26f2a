"""Agents, their absences, their own schedules and requests."""
