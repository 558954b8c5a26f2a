"""The store: SQLAlchemy over SQLite or PostgreSQL, and every statement sent to it."""
