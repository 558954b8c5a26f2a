"""Worker of the small kinds: give its name, and the silence of lost ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.jobs.worker import WorkerOptions, work
from tests.app.jobs.small_kinds import SMALL


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Work on the store whose address is in the environment."""
    name, silence = sys.argv[1:]
    kept = os.environ.get("AFORO_BACKUPS")
    options = WorkerOptions(
        name=name,
        kinds=SMALL,
        silence=float(silence),
        poll=0.3,
        backups=Path(kept) if kept else None,
    )
    work(os.environ["AFORO_DATABASE"], options, say=_say)


if __name__ == "__main__":
    main()
