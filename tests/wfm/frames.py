"""Frames of text as files give them, and what a contract finds wrong with them."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.errors import TableError

BOGOTA = "America/Bogota"
NEW_YORK = "America/New_York"


def text_frame(header, *rows):
    """A frame as a file gives it: text in every cell."""
    return pd.DataFrame(rows, columns=header.split(), dtype="str")


def history(*rows, header="queue start offered"):
    return text_frame(header, *rows)


def problems_of(table, frame, timezone=BOGOTA, source="file.csv"):
    with pytest.raises(TableError) as error:
        table.parse(frame, source=source, timezone=timezone)
    return list(error.value.problems)
