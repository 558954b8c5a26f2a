"""Names that workers may have, and that are theirs alone."""

from __future__ import annotations

import pytest

from app.jobs.worker_name import LONGEST, worker_name
from wfm.errors import InputError, ParameterError


@pytest.mark.parametrize("wanted", ["", "  ", "w" * (LONGEST + 1)])
def test_a_name_that_is_none_or_fits_nowhere_is_refused(store, wanted):
    with (
        pytest.raises(InputError, match=f"must have 1 to {LONGEST} characters"),
        worker_name(store, wanted),
    ):
        pass


def test_a_name_is_held_by_one_worker_at_a_time(store):
    longest = "w" * LONGEST
    with (
        worker_name(store, longest) as held,
        pytest.raises(ParameterError, match="no other worker that runs"),
        worker_name(store, longest),
    ):
        pass

    with worker_name(store, longest) as again:
        assert held == again == longest
