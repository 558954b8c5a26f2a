"""Everything that happens on the page of the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.pages.schedule import (
    callbacks,
    editing,
    export_job,
    exporting,
    filling,
    judging,
    publishing,
    requests,
    standing,
)

if TYPE_CHECKING:
    from app.web.registry import Registry


def register(registry: Registry) -> None:
    """Add the page's callbacks to a registry."""
    callbacks.register(registry)
    editing.register(registry)
    judging.register(registry)
    filling.register(registry)
    publishing.register(registry)
    exporting.register(registry)
    export_job.register(registry)
    requests.register(registry)
    standing.register(registry)
