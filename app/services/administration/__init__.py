"""The audit trail and the backups."""
