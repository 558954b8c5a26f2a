"""Campaigns, their queues, and what happened by queue and interval."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from app.storage.schema.base import METADATA, number, seconds

CAMPAIGN = Table(
    "campaign",
    METADATA,
    number(),
    # Part of every address of the campaign; never changes.
    Column("key", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("client", String(200), nullable=False, server_default=""),
    Column("timezone", String(60), nullable=False),
    seconds("created_at"),
    seconds("archived_at", nullable=True),
    # Hour of its zone at which a draft is made of what has arrived; null for never.
    Column("reforecast_hour", Integer, nullable=True, server_default="6"),
    Column("revision", Integer, nullable=False, server_default="1"),
)

QUEUE = Table(
    "queue",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("name", String(120), nullable=False),
    UniqueConstraint("campaign_id", "name"),
)

# One row an interval, as in the history table of the files; null where unknown.
# The length of the interval is the distance to the next: `interval` of the version
# that last wrote it (`versions`, kind ``history``).
INTERVAL_FACT = Table(
    "interval_fact",
    METADATA,
    Column("queue_id", ForeignKey("queue.id"), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("offered", Double, nullable=True),
    Column("answered", Double, nullable=True),
    Column("abandoned", Double, nullable=True),
    Column("answered_in_threshold", Double, nullable=True),
    Column("aht_s", Double, nullable=True),
    Column("wait_s", Double, nullable=True),
    # Number of the history version that wrote the row.
    Column("version", Integer, nullable=False),
    sqlite_with_rowid=False,
)
