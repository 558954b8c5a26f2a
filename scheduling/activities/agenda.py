"""Sessions in the diaries: the best place of each, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from scheduling.activities.losses import Losses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduling.activities.diary import Diary
    from scheduling.activities.sessions import Session
    from scheduling.board import Board

# Costs that differ beyond this decimal differ by rounding.
_DECIMALS = 6

OFF = "does not work between earliest and latest"
SHORT = "no stretch on contacts is long enough"
FULL = "other activities take the time"
ELSEWHERE = "is not on contacts at the common time"


@dataclass(frozen=True, slots=True)
class Choice:
    """When a session starts, and who is there."""

    start: int
    agents: tuple[str, ...]


class Agenda:
    """
    Sessions and where they stand.

    Parameters
    ----------
    board : Board
        Coverage, kept in step.
    diaries : mapping of str to Diary
        Of each agent who takes part in anything.
    sessions : sequence of Session
        What is to be placed.
    """

    def __init__(
        self, board: Board, diaries: Mapping[str, Diary], sessions: Sequence[Session]
    ) -> None:
        self._losses = Losses(board)
        self._diaries = diaries
        self._sessions = sessions
        self.choices: dict[int, Choice] = {}

    def fill(self) -> None:
        """
        Place every session where coverage suffers least.

        Who has fewest starts to choose from comes first, those held together before
        the others, long ones before short ones. Who finds no room may push one of the
        own sessions aside. One more look at each follows, with all others in place.
        """
        order = sorted(range(len(self._sessions)), key=self._urgency)
        for number in order:
            self._place(number)
        for number in order:
            if number not in self.choices:
                self._push(number)
        for number in order:
            if self._lift(number):
                self._place(number)

    def missed(self) -> list[tuple[int, str, str]]:
        """Session, agent and reason of everybody who is not placed."""
        return [
            (number, agent, self._why(session, agent))
            for number, session in enumerate(self._sessions)
            for agent in session.agents
            if number not in self.choices or agent not in self.choices[number].agents
        ]

    def _urgency(self, number: int) -> tuple[bool, int, int, int]:
        session = self._sessions[number]
        return (
            not session.together,
            len(self._common(session)[0]),
            -session.minutes,
            number,
        )

    def _common(self, session: Session) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Find the starts at which most can take part, and who can at each of them."""
        diaries = [self._diaries[agent] for agent in session.agents]
        each_starts = [each.starts(session) for each in diaries]
        if len(diaries) == 1:
            return each_starts[0], np.ones((1, len(each_starts[0])), dtype=np.bool_)
        starts = np.unique(np.concatenate(each_starts))
        there = np.array([each.fits(session, starts) for each in diaries])
        number = there.sum(axis=0)
        most = number == number.max(initial=0)
        return starts[most], there[:, most]

    def _place(self, number: int) -> bool:
        """Put a session where it costs least, the sooner the better; may find none."""
        choice = next(self._choices(self._sessions[number]), None)
        if choice is None:
            return False
        self._put(number, choice)
        return True

    def _choices(self, session: Session) -> Iterator[Choice]:
        """Give where a session can stand, the cheapest first, then the soonest."""
        starts, there = self._common(session)
        if not len(starts):
            return
        shares = sum(
            self._diaries[agent].shares(starts, session.minutes) * can[:, None]
            for agent, can in zip(session.agents, there, strict=True)
            if can.any()
        )
        cost = np.round(self._losses.cost(starts, np.asarray(shares)), _DECIMALS)
        for place in np.argsort(cost, kind="stable"):
            agents = tuple(compress(session.agents, there[:, place]))
            yield Choice(int(starts[place]), agents)

    def _push(self, number: int) -> None:
        """Move one of an agent's own sessions, if that makes room for this one."""
        session = self._sessions[number]
        if session.together:
            return
        for other, choice in list(self.choices.items()):
            if choice.agents != session.agents or self._sessions[other].together:
                continue
            self._lift(other)
            for tried in self._choices(session):
                self._put(number, tried)
                if self._place(other):
                    return
                self._lift(number)
            self._put(other, choice)

    def _put(self, number: int, choice: Choice) -> None:
        self.choices[number] = choice
        for agent in choice.agents:
            self._leave(number, agent, choice.start, 1.0)
            self._diaries[agent].blocks.append(self._block(number, choice.start))

    def _lift(self, number: int) -> bool:
        choice = self.choices.pop(number, None)
        if choice is None:
            return False
        for agent in choice.agents:
            self._leave(number, agent, choice.start, -1.0)
            self._diaries[agent].blocks.remove(self._block(number, choice.start))
        return True

    def _leave(self, number: int, agent: str, start: int, sign: float) -> None:
        minutes = self._sessions[number].minutes
        shares = self._diaries[agent].shares(np.array([start]), minutes)[:, 0]
        self._losses.leave(start, shares, sign)

    def _block(self, number: int, start: int) -> tuple[int, int]:
        return start, start + self._sessions[number].minutes

    def _why(self, session: Session, agent: str) -> str:
        diary = self._diaries[agent]
        if not diary.works(session):
            return OFF
        if not len(diary.starts(session, empty=True)):
            return SHORT
        return ELSEWHERE if len(diary.starts(session)) else FULL
