"""What every table of the store is made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData

# Named constraints: Alembic must be able to say which one it changes.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def number() -> Column[int]:
    """Own key of a row, given by the database."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def seconds(name: str, *, nullable: bool = False) -> Column[int]:
    """Instant in UTC seconds."""
    return Column(name, BigInteger, nullable=nullable)
