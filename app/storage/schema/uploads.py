"""Files that were chosen for an import, between its steps; none stays long."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from app.storage.schema.base import METADATA, number, seconds

# May hold personal data: no version, so that it is gone when the import is over.
UPLOAD = Table(
    "upload",
    METADATA,
    number(),
    # Read by whoever chose the file, and by nobody else; null for the command line.
    Column("account_id", ForeignKey("account.id"), nullable=True),
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    # Table into which it goes, such as `history`.
    Column("kind", String(40), nullable=False),
    Column("filename", String(200), nullable=False),
    Column("size", BigInteger, nullable=False),
    seconds("created_at"),
    # The job that reads it or writes it, how (JSON), and what the reader found: the
    # preview (JSON) and the typed rows (Parquet).
    Column("job_id", String(60), nullable=True),
    Column("how", Text, nullable=False, server_default=""),
    Column("seen", LargeBinary, nullable=True),
    Column("rows", LargeBinary, nullable=True),
    Index(None, "account_id"),
    # A number is never given twice: a page that is left open names no other file.
    sqlite_autoincrement=True,
)

# What is in a file, cut up: nobody needs to hold a large one whole to keep it.
UPLOAD_PIECE = Table(
    "upload_piece",
    METADATA,
    Column("upload_id", ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True),
    # From 0.
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
