"""Volumes and handle times ahead of time."""
