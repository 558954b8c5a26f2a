"""Composition: which store and which services the pages get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.plans import Plans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def serve_plan(folder: Path, *, port: int, say: Callable[[str], object]) -> None:
    """Serve the pages over a plan folder on this machine until stopped."""
    from app.web import serve  # noqa: PLC0415 - Dash takes seconds to import

    say(f"Aforo is at http://127.0.0.1:{port} (Ctrl+C stops it)")
    serve(Plans(folder), port=port)
