"""Values published or computed elsewhere, each with its source, and how to read them.

The whole reference lies in ``../shared/reference/queueing`` of the development
machines; a few dozen rows of it are copied here, so that every checkout can test.
"""

import pathlib

import pandas as pd
import pytest

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parents[1].parent / "shared" / "reference" / "queueing"


def copied(name: str) -> pd.DataFrame:
    """Rows copied into this folder; every one of them says where it is from."""
    table = pd.read_csv(HERE / name)
    assert table["source"].notna().all()
    return table


def shared(name: str) -> pd.DataFrame:
    """Every row of the reference; skips the test where it is absent."""
    if not (SHARED / name).is_file():
        pytest.skip("../shared/reference is not here: only copied rows are tested")
    return pd.read_csv(SHARED / name)
