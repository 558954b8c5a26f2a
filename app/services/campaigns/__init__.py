"""Campaigns in the store: their files, settings and input tables."""
