"""The history of a campaign: stored, described, cleaned."""
