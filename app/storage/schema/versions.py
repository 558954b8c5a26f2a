"""Every object of a plan as immutable versions, and which of them is published."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from app.storage.schema.base import METADATA, number, seconds

# Kinds: `campaign` (the campaign file), `history` (one import of interval facts), an
# input table by its name (`contracts`, `special_days`, ...), `plan` (all that one run
# of the chain gives), `schedule` (a roster edited by hand), `states` (a state log).
VERSION = Table(
    "version",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    # 1, 2, ... within campaign and kind: two who save on the same one collide.
    Column("number", Integer, nullable=False),
    # The version it was made from, of any kind.
    Column("based_on", ForeignKey("version.id"), nullable=True),
    # Null where a job or the command line made it.
    Column("author_id", Integer, nullable=True),
    seconds("created_at"),
    Column("reason", Text, nullable=False, server_default=""),
    # SHA-256 of all inputs, and of all parts.
    Column("input_hash", String(64), nullable=False, server_default=""),
    Column("content_hash", String(64), nullable=False),
    # The workflow that made it: it makes one version, however often it runs.
    Column("job_id", String(60), nullable=True, unique=True),
    UniqueConstraint("campaign_id", "kind", "number"),
)

VERSION_PART = Table(
    "version_part",
    METADATA,
    Column("version_id", ForeignKey("version.id"), primary_key=True),
    # As the file is called: `forecast.parquet`, `summary.json`, `campaign.toml`.
    Column("name", String(80), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
)

# What agents and clients see: the last of its kind. Two who publish after the same one
# collide on `number`.
PUBLICATION = Table(
    "publication",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("version_id", ForeignKey("version.id"), nullable=False),
    Column("author_id", Integer, nullable=True),
    seconds("at"),
    Column("reason", Text, nullable=False, server_default=""),
    UniqueConstraint("campaign_id", "kind", "number"),
    Index(None, "version_id"),
)
