"""What commands show: progress while they work, one readable table at the end."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


@contextmanager
def progress(steps: Mapping[str, str]) -> Iterator[Callable[[str, float], None]]:
    """
    Show a bar for each step that has begun; nothing where nobody watches.

    Parameters
    ----------
    steps : mapping of str to str
        Name of each step to the words shown.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _step, _share: None
        return
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(bar_width=32),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def tell(step: str, share: float) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(steps.get(step, step), total=1.0)
            bars.update(tasks[step], completed=share)

        yield tell


def show(title: str, rows: Iterable[tuple[str, str]]) -> None:
    """Print a table of two columns: what, and how much."""
    table = Table(title=title, title_justify="left", show_header=False, box=None)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, value)
    Console().print(table)


def show_frame(title: str, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table with a header."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


def print_json(summary: Mapping[str, Any]) -> None:
    """Print a summary as JSON on stdout."""
    sys.stdout.write(json.dumps(summary, ensure_ascii=False, default=str) + "\n")


def answer(
    title: str,
    summary: Mapping[str, Any],
    rows: Iterable[tuple[str, str]],
    *,
    as_json: bool,
) -> None:
    """Print the summary as JSON for programs, or as a table for people."""
    if as_json:
        print_json(summary)
    else:
        show(title, rows)
