"""The campaign file: defaults that are named, and everything wrong told at once."""

from __future__ import annotations

from datetime import date

import pytest

from app.files.campaign import read_campaign
from wfm.demand import Channel, ServiceGoal, Shrinkage
from wfm.errors import StoreError, TableError

LEAST = """
[campaign]
name = "Soporte"
[files]
history = "history.csv"
[goal]
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("history.csv", "agents.csv", "contracts.csv"):
        (tmp_path / name).touch()
    return tmp_path


def read(folder, text):
    path = folder / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    return read_campaign(path)


def complaints(folder, text):
    with pytest.raises(TableError) as error:
        read(folder, text)
    for problem in error.value.problems:
        assert problem.source == "campaign.toml"
    return [problem.message for problem in error.value.problems]


def test_a_few_lines_are_enough(folder):
    found = read(folder, LEAST)

    campaign = found.campaign
    assert (campaign.name, campaign.days, campaign.start) == ("Soporte", 28, None)
    assert (campaign.timezone, campaign.country) == ("America/Bogota", "CO")
    assert campaign.goal == ServiceGoal(
        service_level=0.85, threshold=20, max_occupancy=0.65, min_agents=1
    )
    assert campaign.shrinkage == Shrinkage(scheduled=0.15, unscheduled=0.08)
    assert found.files == {"history": folder / "history.csv"}


def test_every_default_taken_is_named(folder):
    given = read(
        folder,
        LEAST.replace("[goal]", "[goal]\nthreshold = 30\n[shrinkage]\nscheduled = 0.2"),
    )

    assert given.campaign.defaults == (
        "campaign.timezone = America/Bogota",
        "campaign.country = CO",
        "campaign.days = 28",
        "goal.service_level = 0.85",
        "goal.basis = offered",
        "goal.max_occupancy = 0.65",
        "goal.occupancy_rule = cap",
        "goal.window = interval",
        "goal.min_agents = 1",
        "shrinkage.unscheduled = 0.08",
        "forecast.model = auto",
    )


def test_the_file_of_the_documentation_is_read(folder):
    found = read(
        folder,
        """
        [campaign]
        name = "Soporte hogar"
        client = "Cliente S.A."
        timezone = "America/New_York"
        country = "none"
        start = 2026-11-30
        days = 14
        interval = 15
        [files]
        history = "history.csv"
        agents = "agents.csv"
        contracts = "contracts.csv"
        [goal]
        service_level = 0.8
        max_asa = 25
        interval_floor = 0.3
        [shrinkage]
        scheduled = 0.1
        unscheduled = 0.05
        combined = "multiplicative"
        [queues.ventas]
        channel = "chat"
        skill = "comercial"
        aht_s = 300
        patience_s = 90
        concurrency = 2
        [queues.ventas.goal]
        threshold = 45
        [rules]
        rest_minutes = 660
        """,
    )

    campaign = found.campaign
    assert (campaign.start, campaign.interval) == (date(2026, 11, 30), 15)
    assert campaign.goal.max_asa == 25
    assert campaign.goal.interval_floor == 0.3
    assert campaign.shrinkage.total == 0.145
    assert campaign.rules == {"rest_minutes": 660}
    queue = campaign.queue("ventas")
    assert (queue.channel, queue.skill, queue.concurrency) == (
        Channel.CHAT,
        "comercial",
        2,
    )
    # Its own threshold, and the campaign's promise for the rest.
    assert (queue.goal.threshold, queue.goal.service_level) == (45, 0.8)
    assert set(found.files) == {"history", "agents", "contracts"}


def test_a_byte_order_mark_is_no_mistake(folder):
    (folder / "campaign.toml").write_text(LEAST, encoding="utf-8-sig")

    assert read_campaign(folder / "campaign.toml").campaign.name == "Soporte"


def test_missing_sections_and_keys_are_named(folder):
    assert complaints(folder, "") == [
        "section [campaign] is missing",
        "section [files] is missing",
        "section [goal] is missing",
    ]
    assert complaints(folder, "[campaign]\ndays = 7\n[files]\n[goal]") == [
        "[campaign] name is missing",
        "[files] history is missing; for new queues give launches or contracted "
        "instead",
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[campain]", "[campain] is not known; did you mean 'campaign'?"),
        ("[other]", "[other] is not known"),
        ("[shrinkage]\nplanned = 0.1", "[shrinkage] planned is not known"),
        (
            "[goal]\nmax_ocupancy = 0.6",
            "[goal] max_ocupancy is not known; did you mean 'max_occupancy'?",
        ),
        ("[goal]\nthreshold = '20'", "[goal] threshold = '20' is not a number"),
        ("[goal]\nmin_agents = 1.5", "[goal] min_agents = 1.5 is not a whole number"),
        ("[goal]\nmin_agents = true", "[goal] min_agents = true is not a whole number"),
        (
            "[goal]\nservice_level = 85",
            "[goal] service_level must be in (0, 1), got 85",
        ),
        (
            "[goal]\nwindow = 'year'",
            "[goal] window must be one of interval, day, week, month, got 'year'",
        ),
        (
            "[shrinkage]\nscheduled = 0.6\nunscheduled = 0.4",
            "[shrinkage] total shrinkage must be below 1, got 1.0",
        ),
        ("[queues]\nventas = 4", "[queues.ventas] must be a section, got 4"),
        (
            "[queues.ventas]\nchannel = 'fax'",
            "[queues.ventas] channel must be one of voice, chat, deferred, outbound, "
            "got 'fax'",
        ),
        ("[queues.ventas]\naht_s = 0", "[queues.ventas] aht_s must be above 0, got 0"),
        (
            "[queues.ventas]\nahts = 3",
            "[queues.ventas] ahts is not known; did you mean 'aht_s'?",
        ),
        (
            "[queues.ventas.goal]\nthreshold = -5",
            "[queues.ventas.goal] threshold must be finite and at least 0 seconds, got "
            "-5",
        ),
        (
            "[rules]\nrest_minute = 600",
            "[rules] rest_minute is not known; did you mean 'rest_minutes'?",
        ),
        (
            "[rules]\nrest_minutes = -1",
            "[rules] rest_minutes must be a number, at least 0, got -1",
        ),
        (
            "[rules]\nrest_minutes = '12 h'",
            "[rules] rest_minutes must be a number, at least 0, got '12 h'",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_section_and_the_nearest_name(
    folder, line, complaint
):
    text = LEAST.replace("[goal]\n", "") + line
    if not line.startswith("[goal]"):
        text += "\n[goal]"

    assert complaints(folder, text) == [complaint]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("start = '2026-11-30'", "[campaign] start = '2026-11-30' is not a date"),
        (
            "start = 2026-11-30T08:00:00",
            "[campaign] start = 2026-11-30 08:00:00 is not a date",
        ),
        ("days = 0", "[campaign] days must be at least 1, got 0"),
        ("days = '28'", "[campaign] days = '28' is not a whole number"),
        ("client = 7", "[campaign] client = 7 is not text in quotes"),
        (
            "interval = 17",
            "[campaign] interval must be one of 5, 10, 15, 20, 30, 60, got 17",
        ),
        (
            "timezone = 'Bogota'",
            "[campaign] timezone must be an IANA name such as America/Bogota, got "
            "'Bogota'",
        ),
        ("country = 'ZZ'", "[campaign] unknown country 'ZZ'"),
    ],
)
def test_a_wrong_line_about_the_campaign_is_named(folder, line, complaint):
    text = LEAST.replace("[campaign]", f"[campaign]\n{line}")

    assert complaints(folder, text) == [complaint]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("agents = 'nobody.csv'", "[files] agents: there is no file 'nobody.csv'"),
        ("agents = 3", "[files] agents must be a path in quotes, got 3"),
        (
            "time-off = 'x.csv'",
            "[files] time-off is not known; did you mean 'time_off'?",
        ),
    ],
)
def test_a_wrong_line_about_files_is_named(folder, line, complaint):
    text = LEAST.replace("[files]", f"[files]\n{line}")

    assert complaints(folder, text) == [complaint]


def test_everything_wrong_is_told_at_once(folder):
    text = """
    extra = 1
    [campaign]
    days = 0
    interval = 17
    timezone = "Bogota"
    [files]
    history = "nothing.csv"
    [goal]
    service_level = 85
    threshold = -1
    max_occupancy = 65
    [queues.ventas]
    aht_s = 0
    patience_s = -1
    [rules]
    day_minute = 500
    """

    assert complaints(folder, text) == [
        "[extra] is not known",
        "[campaign] name is missing",
        "[goal] service_level must be in (0, 1), got 85",
        "[goal] threshold must be finite and at least 0 seconds, got -1",
        "[goal] max_occupancy must be in (0, 1], got 65",
        "[queues.ventas] aht_s must be above 0, got 0",
        "[queues.ventas] patience_s must be above 0, got -1",
        "[rules] day_minute is not known; did you mean 'day_minutes'?",
        "[campaign] timezone must be an IANA name such as America/Bogota, got 'Bogota'",
        "[campaign] days must be at least 1, got 0",
        "[campaign] interval must be one of 5, 10, 15, 20, 30, 60, got 17",
        "[files] history: there is no file 'nothing.csv'",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[campaign\nname = 3", "is not TOML"),
        (b"[campaign]\nname = 'a'\nname = 'b'", "is not TOML"),
        (b"[campaign]\nstart = 2026-02-30", "is not TOML"),
        ("[campaign]\nname = 'Peñalosa'".encode("latin-1"), "is not TOML"),
    ],
)
def test_what_is_not_toml_is_refused(folder, content, message):
    path = folder / "campaign.toml"
    path.write_bytes(content)

    with pytest.raises(TableError, match=f"campaign.toml: {message}"):
        read_campaign(path)


def test_a_campaign_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"campaign\.toml: cannot be read"):
        read_campaign(tmp_path / "campaign.toml")
