"""Who may log in, with which role, on which campaigns and teams."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from app.storage.schema.base import METADATA, number, seconds

ACCOUNT = Table(
    "account",
    METADATA,
    number(),
    # Lower case: what is typed at log-in. A screen shows `display_name`.
    Column("name", String(120), nullable=False),
    Column("display_name", String(200), nullable=False),
    Column("role", String(40), nullable=False),
    Column("password_hash", Text, nullable=False),
    # 1 where somebody else knows the password: its owner chooses one before all else.
    Column("password_given", Integer, nullable=False, server_default="0"),
    Column("language", String(5), nullable=False, server_default=""),
    # Raised by a new password, role or scope: sessions of an older one end.
    Column("security", Integer, nullable=False, server_default="1"),
    Column("demo", Integer, nullable=False, server_default="0"),
    seconds("created_at"),
    seconds("disabled_at", nullable=True),
    # Optimistic version: a change states the one it was made on.
    Column("revision", Integer, nullable=False, server_default="1"),
    UniqueConstraint("name"),
    CheckConstraint("name = lower(name)", name="lower_case"),
)

# An account of the directors sees every campaign and has no row here.
ACCOUNT_SCOPE = Table(
    "account_scope",
    METADATA,
    Column("account_id", ForeignKey("account.id"), primary_key=True),
    Column("campaign_id", ForeignKey("campaign.id"), primary_key=True),
    # A team, or '' for the whole campaign.
    Column("team", String(120), primary_key=True, server_default=""),
    # Whom the account is, where it is an agent's own.
    Column("agent", String(120), nullable=False, server_default=""),
)

SESSION = Table(
    "session",
    METADATA,
    # SHA-256 of the cookie: a copy of the database opens no session.
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("security", Integer, nullable=False),
    seconds("created_at"),
    seconds("seen_at"),
    seconds("ended_at", nullable=True),
    Index(None, "account_id"),
)

LOGIN_FAILURE = Table(
    "login_failure",
    METADATA,
    number(),
    # SHA-256 of what was typed: people type their password into the wrong field.
    Column("name_hash", String(64), nullable=False),
    # SHA-256 of the address, or of a browser that is known to the account.
    Column("address", String(64), nullable=False),
    seconds("at"),
    Index(None, "name_hash", "at"),
    Index(None, "address", "at"),
)

# Browsers in which an account has logged in: guesses made elsewhere do not slow it
# there. Not addresses: who shares one would learn from the waits which names exist.
KNOWN_DEVICE = Table(
    "known_device",
    METADATA,
    Column("account_id", ForeignKey("account.id"), primary_key=True),
    # SHA-256 of the browser's own cookie.
    Column("device", String(64), primary_key=True),
    seconds("at"),
)
