"""Single values of a TOML text changed, and nothing else."""

from __future__ import annotations

import tomllib

import pytest

from app.files.toml_edit import with_values
from wfm.errors import InputError

FILE = """# ours
[campaign]
name = "Uno"

[goal]              # for every queue
service_level = 0.85  # share
threshold=20
# max_occupancy = 0.7

[queues."línea 1".goal]
threshold = 40
"""


def test_a_value_is_replaced_and_its_comment_stays():
    changed = with_values(FILE, ("goal",), {"service_level": 0.9})

    assert changed == FILE.replace("0.85  # share", "0.9  # share")


def test_a_key_that_is_not_there_is_added_to_its_section():
    changed = with_values(FILE, ("goal",), {"max_occupancy": 0.75})

    assert tomllib.loads(changed)["goal"] == {
        "service_level": 0.85,
        "threshold": 20,
        "max_occupancy": 0.75,
    }
    assert "# max_occupancy = 0.7" in changed


def test_a_section_with_a_quoted_name_is_found_and_a_new_one_is_written():
    changed = with_values(FILE, ("queues", "línea 1", "goal"), {"threshold": 30.0})
    changed = with_values(changed, ("queues", "a b", "goal"), {"threshold": 25})

    assert tomllib.loads(changed)["queues"] == {
        "línea 1": {"goal": {"threshold": 30}},
        "a b": {"goal": {"threshold": 25}},
    }


@pytest.mark.parametrize(
    "text",
    ["goal = {threshold = 20}\n", "[x]\ntext = '''\n[goal]\n'''\n[x.y]\nz = 1\n"],
)
def test_what_cannot_be_changed_line_by_line_is_refused(text):
    with pytest.raises(InputError, match="by hand"):
        with_values(text, ("goal",), {"threshold": 30})
