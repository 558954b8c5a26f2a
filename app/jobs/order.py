"""What a child process is told to do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    One piece of work for a child process, sent to it as JSON.

    Attributes
    ----------
    work : str
        ``module:function`` called with the order and a function that is told the step
        in hand and its share; it leaves its result as files in `folder`.
    database_url : str
        Store to read from. Sent by pipe: a command line can be read by everybody.
    folder : str
        Empty folder for the result.
    job_id : str
        Whose work it is.
    campaign_id : int or None
        Of which campaign.
    arguments : mapping
        Identifiers.
    memory_bytes : int
        Address space that each process may take.
    cpu_seconds : int
        Processor time that each process may take.
    backups : str
        Folder in which the worker keeps backups; empty where it keeps none.
    """

    work: str
    database_url: str
    folder: str
    job_id: str
    campaign_id: int | None
    arguments: Mapping[str, Any]
    memory_bytes: int
    cpu_seconds: int
    backups: str = ""

    @property
    def result(self) -> Path:
        """Folder for the result."""
        return Path(self.folder)

    def to_json(self) -> bytes:
        """One line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_json(cls, line: bytes) -> Order:
        """Read back what `to_json` gave."""
        return cls(**json.loads(line))
