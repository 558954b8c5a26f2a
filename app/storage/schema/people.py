"""Agents and their absences: the one place of personal data besides accounts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from app.storage.schema.base import METADATA, number, seconds

# The columns of the agents table of the files, and what only people need to know.
AGENT = Table(
    "agent",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    # Pseudonym that schedules use; name and document can be erased without them.
    Column("agent", String(120), nullable=False),
    Column("name", String(200), nullable=False, server_default=""),
    Column("document", String(60), nullable=False, server_default=""),
    Column("email", String(200), nullable=False, server_default=""),
    Column("contract", String(80), nullable=False),
    Column("skills", Text, nullable=False),
    # Days as ISO dates: they are days of a calendar, not instants.
    Column("available_from", String(10), nullable=True),
    Column("available_until", String(10), nullable=True),
    Column("team", String(120), nullable=False, server_default=""),
    Column("home_site", String(120), nullable=False, server_default=""),
    Column("hourly_cost", Double, nullable=True),
    Column("monthly_wage", Double, nullable=True),
    Column("rest_day", Integer, nullable=True),
    Column("seniority_date", String(10), nullable=True),
    Column("born", String(10), nullable=True),
    Column("restrictions", Text, nullable=False, server_default=""),
    Column("restricted_until", String(10), nullable=True),
    Column("home_days", Integer, nullable=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    seconds("erased_at", nullable=True),
    UniqueConstraint("campaign_id", "agent"),
    Index(None, "campaign_id", "team"),
)

# The last change of the agents of a campaign, so that it can be undone: as they were
# before. Personal data, and so no part of the audit trail.
AGENT_BEFORE = Table(
    "agent_before",
    METADATA,
    Column("campaign_id", ForeignKey("campaign.id"), primary_key=True),
    Column("agent", String(120), primary_key=True),
    # Who changed it; empty for the command line.
    Column("account_id", Integer, nullable=True),
    # Of the agent after the change: a later one cannot be undone over.
    Column("revision", Integer, nullable=False),
    # Columns as JSON; empty where the change added the agent.
    Column("cells", Text, nullable=False),
    seconds("at"),
)

ABSENCE = Table(
    "absence",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("agent", String(120), nullable=False),
    # As in the time-off table: half-open, UTC.
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("kind", String(60), nullable=False, server_default=""),
    # May tell about health: read by HR only.
    Column("note", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="1"),
    Index(None, "campaign_id", "agent"),
)

# What agents ask for themselves; whoever decides is an account.
AGENT_REQUEST = Table(
    "agent_request",
    METADATA,
    number(),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("agent", String(120), nullable=False),
    # time_off, or shift_change.
    Column("kind", String(40), nullable=False),
    # Code of the colleague with whom a shift is to be changed, or ''.
    Column("partner", String(120), nullable=False, server_default=""),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    # open, granted, refused, withdrawn.
    Column("state", String(20), nullable=False),
    seconds("created_at"),
    Column("decided_by", Integer, nullable=True),
    seconds("decided_at", nullable=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    Index(None, "campaign_id", "agent"),
    Index(None, "campaign_id", "state"),
)
