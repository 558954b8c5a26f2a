"""Queues of a campaign file: ``[queues.NAME]`` and what each channel lets them say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from app.files.windows import read_windows
from wfm.contact_windows import contact_law
from wfm.demand import CHANNELS_OF, USUAL_DEADLINE, Channel, Queue, ServiceGoal
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from app.files.sections import Kind, Sections

KEYS = (
    "channel",
    "skill",
    "aht_s",
    "patience_s",
    "concurrency",
    "aht_by_concurrency",
    "deadline_s",
    "deadline_counts",
    "backlog",
    "contact_rate",
    "right_party_rate",
    "contact_windows",
    "blend",
    "importance",
    "goal",
)
_NUMBER = (int, float)
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("channel", "skill", "deadline_counts"), str),
    **dict.fromkeys(("aht_s", "patience_s", "deadline_s", "backlog"), _NUMBER),
    **dict.fromkeys(("contact_rate", "right_party_rate", "importance"), _NUMBER),
    **dict.fromkeys(("aht_by_concurrency", "contact_windows", "blend"), list),
    "concurrency": int,
}
# What the entries of a list must be, and how that is said.
_ENTRIES: dict[str, tuple[Kind, str]] = {
    "aht_by_concurrency": (_NUMBER, "numbers"),
    "contact_windows": (str, "texts in quotes"),
    "blend": (str, "names of queues in quotes"),
}


@dataclass(slots=True)
class QueueSections:
    """
    Reader of the queues of one file.

    Attributes
    ----------
    sections : Sections
        The document; complaints go there.
    goal : dict of str to Any
        The campaign's goal, which a queue may change in part.
    goal_keys : tuple of str
        Keys a goal may have.
    country : str
        Whose law bounds outbound work.
    defaults : list of str
        Receives what was taken where the file is silent.
    """

    sections: Sections
    goal: dict[str, Any]
    goal_keys: tuple[str, ...]
    country: str
    defaults: list[str] = field(default_factory=list)

    def read(self, given: object) -> dict[str, Queue]:
        """
        Read every queue.

        Parameters
        ----------
        given : object
            What stands under ``[queues]``.

        Returns
        -------
        dict of str to Queue
            Those that are right; the others have been complained about.
        """
        found = {}
        for name, values in self.sections.table("queues", given).items():
            queue = self._queue(name, values)
            if queue is not None:
                found[name] = queue
        return found

    def _queue(self, name: str, given: object) -> Queue | None:
        place = f"queues.{name}"
        values = self.sections.values(place, given, KEYS)
        own = self.sections.values(
            f"{place}.goal", values.pop("goal", {}), self.goal_keys
        )
        channel = self._channel(place, values.pop("channel", Channel.VOICE))
        values = self._lists(place, self._meant(place, channel, values))
        self._name_defaults(place, channel, values)
        built = self.sections.build(f"{place}.goal", ServiceGoal, {**self.goal, **own})
        return self.sections.build(
            place,
            Queue,
            {
                "name": name,
                "channel": channel,
                **values,
                "goal": built or ServiceGoal(),
            },
        )

    def _channel(self, place: str, channel: object) -> Channel:
        if channel in list(Channel):
            return Channel(str(channel))
        self.sections.complain(
            f"[{place}] channel must be one of {', '.join(Channel)}, got {channel!r}"
        )
        return Channel.VOICE

    def _meant(
        self, place: str, channel: Channel, values: dict[str, Any]
    ) -> dict[str, Any]:
        """Values that mean something in this channel."""
        for key, channels in CHANNELS_OF.items():
            if key in values and channel not in channels:
                self.sections.complain(
                    f"[{place}] {key} is for {' and '.join(channels)} queues: this one "
                    f"is {channel}"
                )
        return {
            key: value
            for key, value in values.items()
            if channel in CHANNELS_OF.get(key, (channel,))
        }

    def _lists(self, place: str, values: dict[str, Any]) -> dict[str, Any]:
        """Turn lists into what a queue wants; wrong ones are left out."""
        right = dict(values)
        for key, (kind, said) in _ENTRIES.items():
            if key not in values:
                continue
            entries = right.pop(key)
            if not self.sections.entries(place, key, entries, kind, said):
                continue
            if key == "contact_windows":
                try:
                    right[key] = read_windows(entries)
                except ParameterError as error:
                    self.sections.complain(f"[{place}] {error}")
            else:
                right[key] = tuple(entries)
        return right

    def _name_defaults(
        self, place: str, channel: Channel, values: dict[str, Any]
    ) -> None:
        """Say what is taken that the campaign ought to know of."""
        if channel is Channel.DEFERRED and "deadline_s" not in values:
            self.defaults.append(f"{place}.deadline_s = {USUAL_DEADLINE:g}")
        law = contact_law(self.country, date.max)
        if channel is Channel.OUTBOUND and "contact_windows" not in values and law:
            self.defaults.append(f"{place}.contact_windows = {law.source}")
