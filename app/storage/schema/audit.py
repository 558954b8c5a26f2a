"""Who changed what, when: a chain that nobody can edit, and details that can go."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from app.storage.schema.base import METADATA, number, seconds

# Identifiers only. Triggers of the first migration refuse UPDATE and DELETE.
AUDIT = Table(
    "audit",
    METADATA,
    number(),
    seconds("at"),
    # Not a foreign key: the row outlives the account.
    Column("account_id", Integer, nullable=True),
    Column("action", String(60), nullable=False),
    Column("object_kind", String(60), nullable=False),
    Column("object_id", String(120), nullable=False),
    Column("campaign_id", Integer, nullable=True),
    # Version or revision that the change made, where the object has them.
    Column("version", Integer, nullable=True),
    Column("request_id", String(60), nullable=False, server_default=""),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Index(None, "object_kind", "object_id"),
    Index(None, "campaign_id", "at"),
)

# What may hold names and reasons: outside the chain, so that it can be erased.
AUDIT_DETAIL = Table(
    "audit_detail",
    METADATA,
    Column("audit_id", ForeignKey("audit.id"), primary_key=True),
    Column("reason", Text, nullable=False, server_default=""),
    # JSON object: field -> [before, after].
    Column("changes", Text, nullable=False, server_default="{}"),
)
