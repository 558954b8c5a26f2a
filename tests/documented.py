"""What public functions and classes say about themselves, read from their source."""

from __future__ import annotations

import ast
import pathlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Documented:
    """A public function, method or class, where it is and what its docstring has."""

    place: str
    kind: str
    text: str
    parameters: tuple[str, ...] = ()
    returns: bool = False

    @property
    def section_names(self) -> tuple[str, ...]:
        """Names of its sections, in order."""
        return tuple(re.findall(r"^(\w[\w ]*)\n-{3,}$", self.text, flags=re.MULTILINE))

    @property
    def documented_parameters(self) -> tuple[str, ...]:
        """Names under its section Parameters."""
        found = re.search(
            r"^Parameters\n-+\n(.*?)(?=^\w[\w ]*\n-{3,}$|\Z)",
            self.text,
            flags=re.MULTILINE | re.DOTALL,
        )
        if not found:
            return ()
        lines = re.findall(r"^(\*{0,2}\w[\w, *]*?)(?: :|$)", found[1], re.MULTILINE)
        return tuple(
            name.strip().lstrip("*") for line in lines for name in line.split(",")
        )


def modules(*packages: str) -> Iterator[pathlib.Path]:
    """Every module of some packages, in order."""
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def public_things(path: pathlib.Path) -> Iterator[Documented]:
    """Public functions and classes of a module, and the methods of its classes."""
    place = path.relative_to(ROOT).as_posix()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and _public(node.name):
            yield _function(node, f"{place}: {node.name}")
        if isinstance(node, ast.ClassDef) and _public(node.name):
            text = ast.get_docstring(node) or ""
            yield Documented(f"{place}: {node.name}", "class", text)
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and _public(each.name):
                    yield _function(each, f"{place}: {node.name}.{each.name}")


def _function(node: ast.FunctionDef, place: str) -> Documented:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [each for each in (arguments.vararg, arguments.kwarg) if each]
    names = [each.arg for each in every if each.arg not in ("self", "cls")]
    decorators = {ast.unparse(each).split(".")[-1] for each in node.decorator_list}
    is_property = bool(decorators & {"property", "cached_property"})
    returned = ast.unparse(node.returns) if node.returns else "None"
    return Documented(
        place,
        "property" if is_property else "function",
        ast.get_docstring(node) or "",
        tuple(names),
        returned != "None",
    )


def _public(name: str) -> bool:
    return not name.startswith("_")
