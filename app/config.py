"""Where the installation keeps its own files."""

from __future__ import annotations

from pathlib import Path

from wfm.errors import StoreError

_HERE = Path(__file__).resolve().parent


def sample_folder() -> Path:
    """
    Folder of the sample campaign: beside the packages, or inside the wheel.

    Raises
    ------
    StoreError
        If the installation has lost it.
    """
    for place in (_HERE / "sample_data", _HERE.parent / "sample_data"):
        if (place / "campaign.toml").is_file():
            return place
    raise StoreError(f"{_HERE}: the sample campaign is missing from the installation")
