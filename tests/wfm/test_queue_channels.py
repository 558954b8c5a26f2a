"""What a queue may say about its channel: valid or not constructed."""

from __future__ import annotations

import pytest

from wfm.contact_windows import AT_ANY_TIME
from wfm.demand import CHANNELS_OF, Channel, Queue
from wfm.errors import ParameterError

CHAT, DEFERRED, OUTBOUND = Channel.CHAT, Channel.DEFERRED, Channel.OUTBOUND
RIGHT = {
    "aht_by_concurrency": (300.0, 340.0),
    "deadline_s": 14_400.0,
    "deadline_counts": "open",
    "backlog": 12.0,
    "contact_rate": 0.5,
    "right_party_rate": 0.35,
    "contact_windows": AT_ANY_TIME,
    "blend": ("ventas",),
}


def test_a_queue_says_nothing_about_other_channels_unless_told():
    queue = Queue(name="ventas")

    assert (queue.aht_by_concurrency, queue.deadline_s, queue.backlog) == ((), None, 0)
    assert (queue.contact_rate, queue.right_party_rate) == (1, 1)
    assert (queue.contact_windows, queue.blend) == (None, ())


@pytest.mark.parametrize("key", CHANNELS_OF)
@pytest.mark.parametrize("channel", Channel)
def test_a_key_is_for_its_channels_only(key, channel):
    if channel in CHANNELS_OF[key]:
        queue = Queue(name="cola", channel=channel, **{key: RIGHT[key]})
        assert getattr(queue, key) == RIGHT[key]
        return

    with pytest.raises(ParameterError, match=f"left out of a {channel} queue") as error:
        Queue(name="cola", channel=channel, **{key: RIGHT[key]})
    assert error.value.name == key


def test_the_concurrency_is_that_of_the_handle_times():
    queue = Queue(name="c", channel=CHAT, aht_by_concurrency=(300.0, 340.0, 400.0))

    assert queue.concurrency == 3


@pytest.mark.parametrize(
    ("channel", "name", "wrong"),
    [
        (CHAT, "aht_by_concurrency", (0.0, 300.0)),
        (CHAT, "aht_by_concurrency", (300.0, 200.0)),
        (CHAT, "aht_by_concurrency", (300.0, float("inf"))),
        (CHAT, "aht_by_concurrency", (float("nan"),)),
        (DEFERRED, "deadline_s", 0.0),
        (DEFERRED, "deadline_s", float("inf")),
        (DEFERRED, "deadline_counts", "sometimes"),
        (DEFERRED, "backlog", -1.0),
        (DEFERRED, "backlog", float("nan")),
        (OUTBOUND, "contact_rate", 0.0),
        (OUTBOUND, "contact_rate", 35.0),
        (OUTBOUND, "right_party_rate", float("nan")),
        (OUTBOUND, "contact_windows", ()),
    ],
)
def test_a_value_that_cannot_be_is_refused(channel, name, wrong):
    with pytest.raises(ParameterError, match=f"^{name} must be"):
        Queue(name="cola", channel=channel, **{name: wrong})


def test_a_concurrency_that_contradicts_its_handle_times_is_refused():
    with pytest.raises(ParameterError, match="one for each of aht_by_concurrency"):
        Queue(name="c", channel=CHAT, concurrency=2, aht_by_concurrency=(1.0, 2.0, 3.0))
