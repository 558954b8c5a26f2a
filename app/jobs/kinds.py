"""Kinds of jobs: who may start them, what they may take, how their result is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wfm.errors import ParameterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Protocol

    from sqlalchemy import Connection

    from app.services.access import Action
    from app.storage.jobs import JobRow

    Arguments = Mapping[str, int | list[int]]

    class Keep(Protocol):
        """Writes the files of a result in the transaction that ends the job."""

        def __call__(
            self,
            connection: Connection,
            job: JobRow,
            arguments: Arguments,
            folder: Path,
        ) -> int | Kept | None:
            """Give the version made, and more if there is more to say."""


GB = 2**30


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What was kept of a result, where there is more to say than its version.

    Attributes
    ----------
    version : int or None
        That was made.
    message : str
        One sentence for the owner, without personal data.
    """

    version: int | None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What one job of a kind may take.

    Attributes
    ----------
    concurrency : int
        Jobs at a time in one worker.
    memory_bytes : int
        Memory in use by all processes of the job together.
    seconds : float
        From start to end of one attempt.
    attempts : int
        Times it is begun: a job that kills its worker is given up.
    """

    concurrency: int = 1
    memory_bytes: int = 2 * GB
    seconds: float = 600.0
    attempts: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """
    A kind of job.

    Attributes
    ----------
    name : str
        Also that of its queue.
    action : Action
        That whoever starts it needs.
    limits : Limits
        Of one job.
    work : str
        ``module:function`` done in a child process (`Order.work`); empty where the
        job does nothing but start others.
    keep : callable or None
        Keeps the result; gives the version made.
    arguments : mapping of str to type
        Names and types (int, or list for a list of int): identifiers, never words.
    optional : frozenset of str
        Arguments that may be left out.
    of_campaign : bool
        Whether it belongs to one campaign; else it is of several, or of the whole
        store.
    """

    name: str
    action: Action
    limits: Limits = field(default_factory=Limits)
    work: str = ""
    keep: Keep | None = None
    arguments: Mapping[str, type] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    of_campaign: bool = True

    def check(self, arguments: Arguments) -> None:
        """
        Require that arguments are the kind's, and nothing but numbers.

        Raises
        ------
        UnknownNameError
            If one is not of the kind.
        ParameterError
            If one is missing, or of another type.
        """
        for name in arguments:
            if name not in self.arguments:
                raise UnknownNameError("job argument", name, self.arguments)
        for name, wanted in self.arguments.items():
            given = arguments.get(name)
            if given is None and name in self.optional:
                continue
            numbers = given if isinstance(given, list) else [given]
            if not isinstance(given, wanted) or not all(
                type(each) is int for each in numbers
            ):
                rule = "a list of numbers" if wanted is list else "a whole number"
                raise ParameterError(name, type(given).__name__, rule)


class Kinds:
    """
    The kinds that a worker does.

    Parameters
    ----------
    *kinds : JobKind
        By their names.
    """

    def __init__(self, *kinds: JobKind) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[JobKind]:
        return iter(self._kinds.values())

    def __getitem__(self, name: str) -> JobKind:
        try:
            return self._kinds[name]
        except KeyError:
            raise UnknownNameError("kind of job", name, self._kinds) from None
