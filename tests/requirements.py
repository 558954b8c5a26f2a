"""What must not be skipped on this machine: ``AFORO_REQUIRE``, a comma list."""

from __future__ import annotations

import os


def required(program: str) -> bool:
    """Whether a missing program is a failure here."""
    return program in os.environ.get("AFORO_REQUIRE", "").split(",")
