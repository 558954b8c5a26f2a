"""Alembic's entry: it runs the steps on the connection that `upgrade` opened."""

from __future__ import annotations

from alembic import context

from app.storage.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    # SQLite cannot alter a column: Alembic copies the table.
    render_as_batch=True,
    # All steps in the transaction that is open, on both engines.
    transaction_per_migration=False,
)
context.run_migrations()
