"""Accounts: who may log in, as what, and for how long."""
