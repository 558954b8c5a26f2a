"""What may be changed in one shift: every way in which it could go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduling.repair.grid import negative, total
from wfm.schedule import CONTACTS, LUNCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scheduling.repair.grid import Effect
    from scheduling.repair.menu import Menu
    from scheduling.repair.shift import Piece, Shift

# Pauses and blocks begin on the quarters of the hour, unless they stay where they are.
STEP = 15
# Ends move by these minutes.
END_STEP, MOST_OVERTIME, MOST_BACK = 30, 120, 120
# A break moves this far at most: what is asked of people stays small.
BREAK_REACH = 60
# Coaching takes an hour and begins on the hour; another queue, on the half hours too.
COACHING = COACHING_STEP = 60
SWITCHES, SWITCH_STEP = (60, 120, 240), 30


@dataclass(frozen=True, slots=True)
class Option:
    """
    One way in which a part of a shift may go on.

    Attributes
    ----------
    start, end : int
        Epoch minutes: of the pause, the block, the work that is added or given back.
    price : float
        Money.
    effect : tuple of (cell, share)
        Agents that it adds to coverage.
    queue : str
        Queue that is served then, where that changes.
    """

    start: int
    end: int
    price: float = 0.0
    effect: Effect = ()
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """
    Options of which exactly one is taken, in order of time.

    Attributes
    ----------
    options : tuple of Option
        By start; ends of shifts by the end they lead to.
    kept : int
        The one that leaves the plan as it is.
    away : bool
        Whether the seat is free meanwhile.
    """

    options: tuple[Option, ...]
    kept: int
    away: bool = False


@dataclass(frozen=True, slots=True)
class Moves:
    """
    Every lawful way in which a shift may go on; equal for shifts that are alike.

    Attributes
    ----------
    end : int
        Epoch minute at which the shift ends in the old plan.
    ends : Choices
        What is given back (start before `end`), nothing, or overtime.
    pauses : tuple of Choices
        Of each pause to come, in order of time.
    apart : tuple of int
        Least minutes from each pause to the next one, and from the last to the end.
    blocks : tuple of Option
        Contacts that become off-queue work or another queue's; at most one is taken.
    releases : tuple of Option
        Off-queue work that may become contacts, each or none.
    """

    end: int
    ends: Choices
    pauses: tuple[Choices, ...] = ()
    apart: tuple[int, ...] = ()
    blocks: tuple[Option, ...] = ()
    releases: tuple[Option, ...] = ()

    @property
    def any(self) -> bool:
        """Whether something may be changed at all."""
        choices = (self.ends, *self.pauses)
        several = any(len(each.options) > 1 for each in choices)
        return several or bool(self.blocks) or bool(self.releases)

    def ends_at(self, place: int) -> int:
        """Epoch minute at which the shift ends with one of its `ends`."""
        option = self.ends.options[place]
        return option.start if option.start < self.end else option.end


@dataclass(slots=True)
class Maker:
    """
    Finds the moves of one shift.

    Attributes
    ----------
    shift : Shift
    menu : Menu
        What may be changed at all, prices, rules and coverage of the day.
    """

    shift: Shift
    menu: Menu
    edge: int = 0
    contacts: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.edge = self.menu.law(self.shift).minutes("break_edge_minutes")
        self.contacts = [piece for piece in self.shift.work if piece.on_contacts]

    def moves(self) -> Moves:
        """Give all of them."""
        pauses = tuple(self._pause(pause) for pause in self.shift.pauses)
        return Moves(
            self.shift.end,
            self._ends(),
            pauses,
            self._apart(),
            tuple(self._blocks()),
            tuple(self._releases()),
        )

    def _present(self, start: int, end: int) -> Effect | None:
        """Coverage by contacts between two minutes, if there is nothing else."""
        parts: list[Effect] = []
        reached = start
        for piece in self.contacts:
            if piece.end <= reached or piece.start >= end:
                continue
            part = self.menu.grid.presence(
                piece.queue, max(piece.start, start), min(piece.end, end)
            )
            if part is None or piece.start > reached:
                return None
            parts.append(part)
            reached = piece.end
        if reached < end:
            return None
        return parts[0] if len(parts) == 1 else tuple(sorted(total(parts).items()))

    def _pause(self, pause: Piece) -> Choices:
        here = self._present(pause.start, pause.end)
        stays = Option(pause.start, pause.end, effect=negative(here or ()))
        options = [stays]
        if here is not None and self.menu.may("breaks"):
            for start in self._starts(pause):
                there = self._present(start, start + pause.minutes)
                if there is not None:
                    price = self.menu.tariff.moved(start - pause.start)
                    end = start + pause.minutes
                    options.append(Option(start, end, price, negative(there)))
        options.sort(key=lambda option: option.start)
        return Choices(tuple(options), options.index(stays), pause.activity == LUNCH)

    def _starts(self, pause: Piece) -> Iterator[int]:
        """Lawful starts of a pause but its own, apart from the pauses that stay."""
        shift, law = self.shift, self.menu.law(self.shift)
        if pause.activity == LUNCH:
            low = shift.start + law.minutes("lunch_earliest_minute")
            high = shift.start + law.minutes("lunch_latest_minute")
        else:
            low, high = pause.start - BREAK_REACH, pause.start + BREAK_REACH
        taken = shift.taken
        low = max(low, shift.start + self.edge, self.menu.now)
        high = min(high, shift.end - self.edge - pause.minutes)
        for start in range(low + -low % STEP, high + 1, STEP):
            if (
                start != pause.start
                and all(
                    start + pause.minutes + self.edge <= other.start
                    or other.end + self.edge <= start
                    for other in taken
                )
                # Nor over one that stays: their order is kept.
                and not any(
                    (other.start < pause.start) != (other.start < start)
                    for other in taken
                )
            ):
                yield start

    def _apart(self) -> tuple[int, ...]:
        """Keep the edge, or what lies between two pauses in the old plan if less."""
        pauses = self.shift.pauses
        between = [
            min(self.edge, after.start - before.end)
            for before, after in pairwise(pauses)
        ]
        return (*between, self.edge) if pauses else ()

    def _ends(self) -> Choices:
        end = self.shift.end
        stays = Option(end, end)
        options = [*self._given_back(), stays, *self._overtime()]
        return Choices(tuple(options), options.index(stays))

    def _given_back(self) -> list[Option]:
        shift, menu = self.shift, self.menu
        if not menu.gives_back(shift.agent):
            return []
        most = min(MOST_BACK, menu.limits(shift).may_give_back)
        taken = max((each.end + self.edge for each in shift.taken), default=0)
        found = []
        for minutes in range(END_STEP, most + 1, END_STEP):
            start = shift.end - minutes
            here = self._present(start, shift.end)
            if start < max(menu.now, taken) or here is None:
                break
            price = menu.tariff.released(minutes)
            found.append(Option(start, shift.end, price, negative(here)))
        return found[::-1]

    def _overtime(self) -> list[Option]:
        shift, menu = self.shift, self.menu
        if not (self.contacts and menu.may("overtime") and menu.is_last(shift)):
            return []
        queue = self.contacts[-1].queue
        most = min(MOST_OVERTIME, menu.limits(shift).latest_end - shift.end)
        found = []
        for minutes in range(END_STEP, most + 1, END_STEP):
            effect = menu.grid.presence(queue, shift.end, shift.end + minutes)
            if effect is None:
                break
            price = menu.tariff.overtime(shift.end, shift.end + minutes)
            end = shift.end + minutes
            found.append(Option(shift.end, end, price, effect, queue))
        return found

    def _blocks(self) -> Iterator[Option]:
        menu = self.menu
        for piece in self.contacts:
            if piece.activity != CONTACTS:
                continue
            if menu.may("off_queue"):
                yield from self._windows(piece, COACHING, menu.slack)
            for queue in menu.other_queues(self.shift.agent, piece.queue):
                for minutes in SWITCHES:
                    yield from self._windows(piece, minutes, menu.needs_more, queue)

    def _windows(
        self,
        piece: Piece,
        minutes: int,
        pays: Callable[[Effect, Effect], bool],
        queue: str = "",
    ) -> Iterator[Option]:
        """Stretches of a piece of contacts where something else may be worth more."""
        grid, tariff = self.menu.grid, self.menu.tariff
        price = tariff.switched() if queue else tariff.block(minutes)
        low = max(piece.start, self.menu.now)
        step = SWITCH_STEP if queue else COACHING_STEP
        for start in range(low + -low % step, piece.end - minutes + 1, step):
            end = start + minutes
            here = grid.presence(piece.queue, start, end)
            there = grid.presence(queue, start, end) if queue else ()
            if here is not None and there is not None and pays(here, there):
                effect = (*negative(here), *there)
                yield Option(start, end, price, effect, queue)

    def _releases(self) -> Iterator[Option]:
        menu = self.menu
        if not (self.contacts and menu.may("off_queue")):
            return
        for piece in self.shift.work:
            if piece.activity in menu.movable and piece.start >= menu.now:
                queue = self._queue_near(piece)
                effect = menu.grid.presence(queue, piece.start, piece.end)
                if effect is not None and menu.missed(effect):
                    price = menu.tariff.cancelled(piece.minutes)
                    yield Option(piece.start, piece.end, price, effect, queue)

    def _queue_near(self, piece: Piece) -> str:
        """Queue served before a piece, or else after it."""
        before = [each for each in self.contacts if each.end <= piece.start]
        return before[-1].queue if before else self.contacts[0].queue
