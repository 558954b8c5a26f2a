"""Queues of a campaign file: what each channel says, and what is wrong with it."""

from __future__ import annotations

import pytest

from app.files.campaign import read_campaign
from app.files.windows import read_windows
from wfm.contact_windows import AT_ANY_TIME, windows_of
from wfm.demand import Channel
from wfm.errors import ParameterError, TableError

LEAST = """
[campaign]
name = "Soporte"
[files]
history = "history.csv"
[goal]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "history.csv").touch()
    return tmp_path


def read(folder, text):
    path = folder / "campaign.toml"
    path.write_text(LEAST + text, encoding="utf-8")
    return read_campaign(path).campaign


def complaints(folder, text):
    with pytest.raises(TableError) as error:
        read(folder, text)
    return [problem.message for problem in error.value.problems]


def test_every_channel_says_what_it_needs(folder):
    campaign = read(
        folder,
        """
        [queues.whatsapp]
        channel = "chat"
        aht_by_concurrency = [300, 340, 400]
        patience_s = 120
        [queues.correo]
        channel = "deferred"
        deadline_s = 14400
        deadline_counts = "open"
        backlog = 200
        blend = ["ventas", "soporte"]
        [queues.cobranza]
        channel = "outbound"
        aht_s = 144
        contact_rate = 0.6
        right_party_rate = 0.35
        contact_windows = ["lun-vie 08:00-18:00", "sat 09:00-13:00 holidays"]
        """,
    )

    chat, mail, debt = map(campaign.queue, ("whatsapp", "correo", "cobranza"))
    assert (chat.channel, chat.concurrency) == (Channel.CHAT, 3)
    assert chat.aht_by_concurrency == (300, 340, 400)
    assert (mail.deadline_s, mail.deadline_counts, mail.backlog) == (14400, "open", 200)
    assert mail.blend == ("ventas", "soporte")
    assert (debt.contact_rate, debt.right_party_rate) == (0.6, 0.35)
    assert debt.contact_windows == (
        *windows_of(range(5), 480, 1080),
        *windows_of([5], 540, 780, on_holidays=True),
    )


def test_what_is_taken_for_a_channel_is_named(folder):
    campaign = read(
        folder,
        "[queues.correo]\nchannel = 'deferred'\n[queues.cobro]\nchannel = 'outbound'",
    )

    assert campaign.defaults[-2:] == (
        "queues.correo.deadline_s = 86400",
        "queues.cobro.contact_windows = Ley 2300 de 2023, art. 3",
    )
    assert campaign.queue("cobro").contact_windows is None


def test_no_law_is_named_where_none_is_known(folder):
    text = LEAST.replace("[files]", 'country = "none"\n[files]')
    path = folder / "campaign.toml"
    path.write_text(text + "[queues.cobro]\nchannel = 'outbound'", encoding="utf-8")

    defaults = read_campaign(path).campaign.defaults

    assert not any("contact_windows" in each for each in defaults)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            "deadline_s = 60",
            "[queues.ventas] deadline_s is for deferred queues: this one is voice",
        ),
        (
            "channel = 'deferred'\ncontact_rate = 0.5",
            "[queues.ventas] contact_rate is for outbound queues: this one is deferred",
        ),
        (
            "channel = 'chat'\nblend = ['soporte']",
            "[queues.ventas] blend is for deferred and outbound queues: this one is "
            "chat",
        ),
        (
            "channel = 'outbound'\ncontact_rate = 35",
            "[queues.ventas] contact_rate must be in (0, 1], got 35",
        ),
        (
            "channel = 'deferred'\ndeadline_s = '1 day'",
            "[queues.ventas] deadline_s = '1 day' is not a number",
        ),
        (
            "channel = 'deferred'\ndeadline_counts = 'opened'",
            "[queues.ventas] deadline_counts must be one of clock, open, got 'opened'",
        ),
        (
            "channel = 'chat'\naht_by_concurrency = 300",
            "[queues.ventas] aht_by_concurrency = 300 is not a list in square brackets",
        ),
        (
            "channel = 'chat'\naht_by_concurrency = [300, '340']",
            "[queues.ventas] aht_by_concurrency = [300, '340'] is not a list of "
            "numbers",
        ),
        (
            "channel = 'chat'\naht_by_concurrency = [300, true]",
            "[queues.ventas] aht_by_concurrency = [300, True] is not a list of numbers",
        ),
        (
            "channel = 'outbound'\nblend = [7]",
            "[queues.ventas] blend = [7] is not a list of names of queues in quotes",
        ),
        (
            "channel = 'outbound'\ncontact_windows = []",
            "[queues.ventas] contact_windows must be at least one window: without any "
            "nobody could be called, got ()",
        ),
        (
            "channel = 'outbound'\ncontact_windows = ['mon 7-19']",
            "[queues.ventas] contact_windows must be such as 'mon-fri 07:00-19:00', "
            "with ' holidays' behind it where it holds on them too, or 'any time', "
            "got 'mon 7-19'",
        ),
        (
            "channel = 'outbound'\ncontact_windows = ['mon 19:00-07:00']",
            "[queues.ventas] contact window must be within one day, its end after its "
            "beginning, got '19:00-07:00'",
        ),
        (
            "channel = 'deferred'\ndedline_s = 5",
            "[queues.ventas] dedline_s is not known; did you mean 'deadline_s'?",
        ),
    ],
)
def test_a_wrong_line_is_one_clear_sentence(folder, lines, complaint):
    assert complaints(folder, f"[queues.ventas]\n{lines}") == [complaint]


def test_a_wrong_value_does_not_blame_the_right_ones_beside_it(folder):
    text = """
    [queues.chat]
    channel = "chat"
    aht_by_concurrency = [300, 340]
    patience_s = 0
    [queues.correo]
    channel = "deferred"
    deadline_s = 0
    backlog = -1
    """

    assert complaints(folder, text) == [
        "[queues.chat] patience_s must be above 0, got 0",
        "[queues.correo] deadline_s must be above 0, got 0",
        "[queues.correo] backlog must be at least 0, got -1",
    ]


def test_a_concurrency_that_contradicts_its_handle_times_is_told(folder):
    text = "[queues.c]\nchannel='chat'\nconcurrency=2\naht_by_concurrency=[1, 2, 3]"

    assert complaints(folder, text) == [
        "[queues.c] concurrency must be 3, one for each of aht_by_concurrency, got 2"
    ]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("mon-fri 07:00-19:00", windows_of(range(5), 420, 1140)),
        ("Sáb 8:00 - 15:00", windows_of([5], 480, 900)),
        ("sun 00:00-24:00 holidays", windows_of([6], 0, 1440, on_holidays=True)),
        ("any time", AT_ANY_TIME),
    ],
)
def test_windows_are_read_as_people_write_them(text, windows):
    assert read_windows([text]) == windows


@pytest.mark.parametrize(
    "text", ["", "fri-mon 07:00-19:00", "xyz 07:00-19:00", "mon 07:00", "07:00-19:00"]
)
def test_what_is_no_window_is_refused(text):
    with pytest.raises(ParameterError, match="contact_windows must be such as"):
        read_windows([text])
