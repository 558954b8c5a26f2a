"""Rosters under edit: drafts, the verdict on them, and their files."""
