"""Use cases: what the command line and the pages ask for; no framework here."""
