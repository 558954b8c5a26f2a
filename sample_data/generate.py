"""
Write the sample campaign: ``python generate.py --seed 7 --out FOLDER``.

The same seed gives the same bytes. What people wrote (`campaign.toml`, `README.md`) is
copied where the folder is another one; everything else is made here, and a summary of
the sizing is printed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from demand import weekly_sizing
from history import history
from people import agents, time_off
from setting import CONTRACTS, SPECIAL_DAYS, opening
from state_log import state_log
from wishes import ACTIVITIES, availability, preferences
from worked import worked_schedule

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).resolve().parent
DEFAULT_SEED = 7
WRITTEN_BY_HAND = ("campaign.toml", "README.md")


def tables(seed: int) -> dict[str, pd.DataFrame]:
    """
    Every table of the campaign by file name.

    Each part draws from a stream of its own, so that a change in one leaves the
    others as they are.
    """
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(5)]
    crew = agents(streams[0])
    away = time_off(crew, streams[1])
    schedule = worked_schedule(crew, away)
    hours = availability(crew, schedule)
    return {
        "history.csv.gz": history(streams[2]),
        "opening.csv": opening(),
        "special_days.csv": SPECIAL_DAYS,
        "agents.csv": crew,
        "contracts.csv": CONTRACTS,
        "time_off.csv": away,
        "schedule_worked.csv": schedule,
        "states.csv": state_log(schedule, streams[3]),
        "availability.csv": hours,
        "preferences.csv": preferences(crew, hours, streams[4]),
        "activities.csv": ACTIVITIES,
    }


def encode(name: str, table: pd.DataFrame) -> bytes:
    """Bytes of a file: no clock, no file name and no platform in them."""
    text = table.to_csv(index=False, lineterminator="\n").encode()
    if not name.endswith(".gz"):
        return text
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as file:
        file.write(text)
    return buffer.getvalue()


def sizing(crew: pd.DataFrame) -> str:
    """Paid hours that the planned weeks need against the contracts, as Markdown."""
    weekly = CONTRACTS.set_index("contract")["weekly_minutes"]
    weeks = weekly_sizing(crew["contract"].map(weekly).sum() / 60)
    lines = [
        "| week | hours on contacts | paid hours needed | contracted hours | ratio |",
        "|---|---|---|---|---|",
        *(
            f"| {week} | {contacts:.0f} | {paid:.0f} | {contracted:.0f} | {ratio:.2f} |"
            for week, contacts, paid, contracted, ratio in weeks.itertuples(index=False)
        ),
    ]
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, write the files, print the sizing."""
    parser = argparse.ArgumentParser(description="Write the sample campaign.")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--out", type=Path, default=HERE, metavar="FOLDER")
    options = parser.parse_args()
    made = tables(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, table in made.items():
        (options.out / name).write_bytes(encode(name, table))
    if options.out.resolve() != HERE:
        for name in WRITTEN_BY_HAND:
            shutil.copyfile(HERE / name, options.out / name)
    print(sizing(made["agents.csv"]))


if __name__ == "__main__":
    main()
