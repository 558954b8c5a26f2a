"""What forecast, explain and compare say to a user who is new, or made a mistake."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from app.cli import demand, explaining, options, steering
from app.files.read import read_table
from app.services.forecasts.kept import SISTERS
from app.services.planning.short_history import short_histories
from forecasting import forecast
from forecasting.models import METHODS
from tests.forecasting.builders import make_history
from wfm.errors import InputError, TableError
from wfm.tables import HISTORY, OPENING, OVERRIDES

BOGOTA = "America/Bogota"
SALES = {"sales"}
HEADER = "queue,start,end,kind,value,author,reason\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with a history of twelve weeks and a contract of a new queue."""
    make_history().to_csv(tmp_path / "history.csv", index=False)
    (tmp_path / "contract.csv").write_text("queue,month,volume\nhogar,2026-12,31000\n")
    return tmp_path


def typed(history):
    return HISTORY.parse(history, timezone=BOGOTA)


def short(history, **asked):
    """What is said of a history that is short."""
    table, first = typed(history), pd.Timestamp("2026-11-30")
    made = forecast(table, start=first, **asked)
    return short_histories(
        table,
        made,
        first,
        asked.get("days", 28),
        hours_given=asked.get("opening") is not None,
    )


# --- compare


def test_a_history_without_any_day_of_the_forecasts_says_nothing_of_them(
    folder, capsys
):
    made = make_history(first="2026-12-07", weeks=1).rename(
        columns={"offered": "volume"}
    )
    made.to_csv(folder / "a.csv", index=False)
    both = [str(folder / "a.csv")] * 2

    for as_json in (False, True):
        explaining.compare(
            *both, folder / "c.csv", history=folder / "history.csv", as_json=as_json
        )

    said = capsys.readouterr().out
    assert "not known, the history has none of these days" in said
    assert "on 0 days" not in said
    assert '"judged_days": 0' in said
    assert "first_nearer" not in said


# --- questions that cannot be answered


def test_without_a_history_the_first_day_is_asked_for_by_its_option(folder):
    for command in (demand.forecast, explaining.explain):
        with pytest.raises(InputError) as error:
            command(folder / "f.csv", contracted=folder / "contract.csv")
        assert "--from" in str(error.value)
        assert "None" not in str(error.value)
    assert not (folder / "f.csv").exists()


def test_an_unknown_sector_is_told_with_those_there_are(folder):
    with pytest.raises(InputError, match=r"banking, general, .* got 'banca'"):
        demand.forecast(
            folder / "f.csv", folder / "history.csv", sector=["hogar=banca"]
        )


def test_every_mistake_in_the_overrides_is_told_at_once(tmp_path):
    path = tmp_path / "over.csv"
    path.write_text(
        HEADER + "sale,2026-12-01,2026-12-01,factor,1.2,Ana,x\n"
        "sales,2026-12-02T12:00,2026-12-02T09:00,add,15,,x\n"
        "sales,2026-12-03,2026-12-03,mult,1,Ana,x\n"
        "*,2026-12-04,2026-12-04,factor,1.1,Ana,x\n"
    )

    with pytest.raises(TableError) as error:
        steering.decisions(path, None, BOGOTA, SALES)

    assert [(p.row, p.column) for p in error.value.problems] == [
        (2, "queue"),
        (3, "author"),
        (3, "end"),
        (4, "kind"),
    ]
    assert "'sale' must be one of *, sales" in str(error.value)


def test_new_queues_may_be_overridden_too(tmp_path):
    path = tmp_path / "over.csv"
    path.write_text(HEADER + "hogar,2026-12-01,2026-12-01,factor,1.2,Ana,x\n")
    new = pd.DataFrame({"queue": ["hogar"]})

    queues = steering.queues_of(make_history(), None, new)

    assert queues == {"hogar", "sales"}
    assert len(steering.decisions(path, None, BOGOTA, queues)["overrides"]) == 1


def test_wrong_values_of_other_tables_are_told_with_the_name_of_their_file(folder):
    (folder / "dias.csv").write_text(
        "date,name,kind,value\n2026-12-01,Feria,factor,1.5\n2026-12-02,x,factor,1;5\n"
    )
    (folder / "pasado.csv").write_text(
        "date,name,kind,value\n2026-12-01,Feria,analog,2020-12-01\n"
    )
    (folder / "horas.csv").write_text("queue,weekday,open,close\nsales,0,18:00,8:00\n")
    (folder / "over.csv").write_text(
        HEADER + "sales,2026-12-01,2026-12-01,factor,-2,Ana,x\n"
    )

    for words, said in (
        ({"special_days": "dias.csv"}, "dias.csv, row 3, column value: '1;5' must"),
        ({"special_days": "pasado.csv"}, "pasado.csv, column value: '2020-12-01' the"),
        ({"opening": "horas.csv"}, "horas.csv, row 2: closes before it opens"),
        ({"overrides": "over.csv"}, "over.csv, row 2, column value: '-2' must be at"),
    ):
        with pytest.raises(TableError) as error:
            demand.forecast(
                folder / "f.csv",
                folder / "history.csv",
                **{name: folder / file for name, file in words.items()},
            )
        assert str(error.value).startswith(said)


# --- many rows with the same mistake


@pytest.mark.parametrize(
    ("write", "said"),
    [
        pytest.param(
            lambda table: table.assign(
                offered=[f"{x:.1f}".replace(".", ",") for x in table["offered"]]
            ),
            "history.csv, row 2, column offered: '43,2' has a comma: decimals are "
            "written with a point, like 12.5, and thousands without a mark (also "
            "'47,3' in row 3, '51,2' in row 4 and 1,677 more rows)",
            id="decimal commas",
        ),
        pytest.param(
            lambda table: table.assign(start=table["start"].dt.strftime("%d/%m/%Y")),
            "history.csv, row 2, column start: '07/09/2026' is not a date and time "
            "like 2026-11-30T08:30 (also '07/09/2026' in row 3, '07/09/2026' in row 4 "
            "and 1,677 more rows)",
            id="the day first",
        ),
    ],
)
def test_a_whole_column_written_otherwise_is_one_sentence(tmp_path, write, said):
    path = tmp_path / "history.csv"
    write(make_history(base=36)).to_csv(path, index=False, sep=";")

    with pytest.raises(TableError) as error:
        read_table(path, HISTORY, timezone=BOGOTA)

    assert str(error.value) == said
    assert len(error.value.problems) == 1680


def test_three_rows_are_told_one_by_one_and_empty_cells_without_a_value(tmp_path):
    path = tmp_path / "history.csv"
    days = [f"2026-11-{day:02d}T08:00" for day in range(1, 10)]
    rows = [f"sales,{day},{x}\n" for day, x in zip(days, "a5b55c567", strict=True)]
    names = [f",{day},1\n" for day in ("2026-12-01", "2026-12-02")] * 2
    path.write_text("queue,start,offered\n" + "".join(rows + names))

    with pytest.raises(TableError) as error:
        read_table(path, HISTORY, timezone=BOGOTA)

    assert str(error.value).splitlines() == [
        "history.csv, row 2, column offered: 'a' is not a number",
        "history.csv, row 4, column offered: 'b' is not a number",
        "history.csv, row 7, column offered: 'c' is not a number",
        "history.csv, row 11, column queue: is empty (also row 12, row 13 and 1 more "
        "row)",
    ]


def test_of_many_names_that_are_possible_some_are_told():
    queues = [f"queue{number:03d}" for number in range(100)]
    row = HEADER.strip().split(",")
    frame = pd.DataFrame(
        [["x", "2026-12-01", "2026-12-01", "add", "1", "A", "r"]], columns=row
    )

    with pytest.raises(TableError, match=r"queue029, \.\.\. \(100 in all\)$"):
        OVERRIDES.among("queue", queues).parse(frame)


# --- what is shown


def test_pieces_that_change_nothing_to_be_seen_are_only_in_the_file():
    rows = pd.DataFrame(
        [
            ("level", 0.01, float("nan"), ""),
            ("day effect", -0.04, 0.999, "x"),
            ("weekday", -0.05, 0.99, ""),
        ],
        columns=["piece", "contacts", "factor", "note"],
    )

    shown = [row[0] for row in explaining._piece_rows(rows)]

    assert shown == ["level", "weekday"]


def test_help_lists_the_models_there_are():
    assert options.MODELS.split(", ") == list(METHODS)


# --- short histories


def test_a_history_of_two_days_says_what_the_others_are_taken_for():
    monday, tuesday = (
        make_history(first=day, weeks=1).head(20)
        for day in ("2026-11-23", "2026-11-24")
    )

    said = short(pd.concat([monday, tuesday]))

    assert said == {
        "sales": "only 2 days of history, less than 8 weeks; no Saturday or Sunday "
        "seen: taken as closed; no Wednesday, Thursday or Friday seen: taken like "
        "Monday and Tuesday"
    }


def test_what_is_said_of_weekdays_is_what_the_forecast_does():
    weeks = make_history(first="2026-11-16", weeks=2, closed=[5, 6])
    open_ = [("sales", day, "08:00", "18:00") for day in range(6)]
    hours = pd.DataFrame(open_, columns=OPENING.names)

    assert short(weeks) == {
        "sales": "only 12 days of history, less than 8 weeks; no Saturday or Sunday "
        "seen: taken as closed"
    }
    assert short(weeks, days=5) == {
        "sales": "only 12 days of history, less than 8 weeks"
    }
    assert short(weeks, opening=hours) == {
        "sales": "only 12 days of history, less than 8 weeks; no Saturday seen: taken "
        "like Monday, Tuesday, Wednesday, Thursday and Friday"
    }


def test_only_short_histories_before_the_first_day_are_mentioned():
    new = make_history("care", first="2026-11-23", weeks=3)

    said = short(pd.concat([make_history(), new]))

    assert said == {"care": "only 7 days of history, less than 8 weeks"}


def test_many_queues_with_the_same_history_are_one_line():
    found = {"a": "only 1 day; no Monday", "b": "only 1 day; no Monday", "c": "only 2"}

    assert [*steering.rows({"short_history": found})] == [
        ("2 queues", "only 1 day\nno Monday"),
        ("c", "only 2"),
    ]


def test_a_short_history_is_said_on_the_terminal_and_in_json(tmp_path, capsys):
    make_history(weeks=4, first="2026-11-02").to_csv(tmp_path / "h.csv", index=False)

    for as_json in (False, True):
        demand.forecast(
            tmp_path / "f.csv", tmp_path / "h.csv", model="ewma", as_json=as_json
        )

    sentence = "only 28 days of history, less than 8 weeks"
    said = capsys.readouterr().out
    assert said.count(sentence) == 2
    assert f'"short_history": {{"sales": "{sentence}"}}' in said


# --- versions


def only_version(folder):
    """Name of the version kept in a folder, and what is written about it."""
    (path,) = (folder / "kept").glob("*.json")
    return path.stem, json.loads(path.read_text())


def test_a_version_keeps_what_it_was_made_from(folder):
    (folder / "over.csv").write_text(
        HEADER + "sales,2026-12-01T09:00,2026-12-01T10:00,factor,1.2,Ana,campaña\n"
    )
    (folder / "dias.csv").write_text(
        "date,name,kind,value\n2026-12-02,Feria,factor,2\n"
    )
    (folder / "changes.csv").write_text(
        "id,queue,date,begin,end,kind,found,usual,reason,refused\n"
        "sales|2026-10-12|08:00|spike,sales,2026-10-12,08:00,08:30,spike,9,9,x,yes\n"
    )

    demand.forecast(
        folder / "a.csv",
        folder / "history.csv",
        days=7,
        model="ewma",
        overrides=folder / "over.csv",
        special_days=folder / "dias.csv",
        refused=folder / "changes.csv",
        versions=folder / "kept",
    )

    name, note = only_version(folder)
    assert note["settings"]["start"] == "2026-11-30"
    assert note["settings"]["history_until"] == "2026-11-29"
    assert note["settings"]["refused"] == ["sales|2026-10-12|08:00|spike"]
    assert note["tables"] == {
        kind: f"{name}.{kind}.csv" for kind in ("special_days", "overrides")
    }
    for kind, file in (("special_days", "dias.csv"), ("overrides", "over.csv")):
        copy, given = (
            read_table(path, SISTERS[kind], timezone=BOGOTA)
            for path in (folder / "kept" / note["tables"][kind], folder / file)
        )
        pd.testing.assert_frame_equal(copy, given)


def test_the_same_question_has_the_same_hash_whoever_says_the_first_day(folder):
    for start in (None, pd.Timestamp("2026-11-30")):
        demand.forecast(
            folder / "a.csv",
            folder / "history.csv",
            start=start,
            days=7,
            model="ewma",
            versions=folder / "kept",
        )

    notes = [json.loads(path.read_text()) for path in (folder / "kept").glob("*.json")]
    assert notes[0]["inputs"] == notes[1]["inputs"]


def test_a_version_of_the_rest_of_a_day_says_until_when_it_knew(folder):
    demand.reforecast(
        folder / "history.csv",
        pd.Timestamp("2026-11-27T12:00"),
        folder / "a.csv",
        model="ewma",
        versions=folder / "kept",
    )

    _, note = only_version(folder)
    assert note["settings"]["at"] == "2026-11-27T12:00:00"
    assert note["settings"]["history_until"] == "2026-11-27"
    assert "start" not in note["settings"]
