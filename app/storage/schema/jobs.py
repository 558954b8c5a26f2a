"""Long work as its owner sees it; the workflows themselves are DBOS's own tables."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table, Text

from app.storage.schema.base import METADATA, seconds

JOB = Table(
    "job",
    METADATA,
    # The workflow's id.
    Column("id", String(60), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=True),
    Column("account_id", Integer, nullable=True),
    # Of a portfolio run: the workflow that started this one.
    Column("parent_id", String(60), nullable=True),
    # queued, running, done, failed, cancelled.
    Column("state", String(20), nullable=False),
    Column("step", String(40), nullable=False, server_default=""),
    Column("share", Double, nullable=False, server_default="0"),
    # A sentence for the owner; no personal data.
    Column("message", Text, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("result_version", ForeignKey("version.id"), nullable=True),
    seconds("created_at"),
    seconds("started_at", nullable=True),
    seconds("ended_at", nullable=True),
    Index(None, "state"),
    Index(None, "campaign_id", "created_at"),
)

WORKER = Table(
    "worker",
    METADATA,
    # DBOS's executor id.
    Column("id", String(80), primary_key=True),
    seconds("started_at"),
    seconds("seen_at"),
)
