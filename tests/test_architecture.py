"""The house rules: layers, sizes, names, documentation, what a checkout may hold."""

from __future__ import annotations

import ast
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.documented import ROOT, Documented, modules, public_things

PACKAGES = ("wfm", "forecasting", "scheduling", "app")
COMPUTING = ("wfm", "forecasting", "scheduling", "app/services")
LONGEST_MODULE = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"}
# What users, notebooks and the README import: fully documented.
FRONT_DOORS = (
    "wfm.queueing.chat",
    "wfm.queueing.erlang_a",
    "wfm.queueing.erlang_b",
    "wfm.queueing.erlang_c",
    "wfm.queueing.erlang_x",
    "wfm.queueing.simulation",
    "wfm.staffing",
    "forecasting",
    "scheduling",
)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def every_module():
    """Path and text of each of our modules."""
    return {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in modules(*PACKAGES, "sample_data")
    }


def test_the_layers_hold():
    command = pathlib.Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    kept = re.search(r"Contracts: (\d+) kept, 0 broken", done.stdout)
    assert kept
    assert int(kept[1]) == len(PYPROJECT["tool"]["importlinter"]["contracts"])


def test_every_module_is_short_enough_to_be_read():
    lengths = {
        str(path): text.count("\n")
        for path, text in every_module().items()
        # A step of the database is a list of all its tables, and never changes.
        if path.parent.parent.name != "migrations"
    }

    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_module_is_a_drawer():
    drawers = [
        str(path)
        for path in every_module()
        if DRAWERS & {part.lower().strip("_") for part in path.with_suffix("").parts}
    ]

    assert drawers == []


@pytest.mark.parametrize("package", PACKAGES)
def test_an_import_name_of_ours_belongs_to_nobody_else(package):
    # An editable installation owns no file, so our own name may be missing here.
    assert set(packages_distributions().get(package, [])) <= {"aforo"}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_imported_is_this_checkout(package):
    assert pathlib.Path(import_module(package).__file__).is_relative_to(ROOT)


def computing():
    return [thing for path in modules(*COMPUTING) for thing in public_things(path)]


def test_every_module_says_what_it_owns():
    silent = [
        str(path)
        for path, text in every_module().items()
        if not ast.get_docstring(ast.parse(text))
    ]

    assert silent == []


def test_every_public_function_and_class_is_documented():
    assert [thing.place for thing in computing() if not thing.text] == []


def test_documented_parameters_are_those_of_the_function():
    wrong = [
        (thing.place, thing.documented_parameters, thing.parameters)
        for thing in computing()
        if thing.kind == "function"
        and "Parameters" in thing.section_names
        and set(thing.documented_parameters) != set(thing.parameters)
    ]

    assert wrong == []


def incomplete(things: list[Documented]) -> list[tuple[str, str]]:
    """Functions that take or return something without a section that says what."""
    functions = [thing for thing in things if thing.kind == "function"]
    takes = [
        (thing.place, "Parameters")
        for thing in functions
        if thing.parameters and "Parameters" not in thing.section_names
    ]
    gives = [
        (thing.place, "Returns")
        for thing in functions
        if thing.returns and not {"Returns", "Yields"} & set(thing.section_names)
    ]
    return takes + gives


def test_the_field_says_what_every_function_takes_and_returns():
    things = [
        thing
        for path in modules("wfm")
        if path.name == "__init__.py" or not path.name.startswith("_")
        for thing in public_things(path)
    ]

    assert incomplete(things) == []


def test_every_service_says_what_it_takes_and_returns():
    things = [
        thing
        for path in modules("app/services")
        for thing in public_things(path)
        if "." not in thing.place.split(": ")[1]
    ]

    assert incomplete(things) == []


@pytest.mark.parametrize("name", FRONT_DOORS)
def test_the_front_doors_say_what_they_take_and_return(name):
    module = import_module(name)
    labels = getattr(
        module, "__all__", [each for each in vars(module) if each[0] != "_"]
    )
    doors = [
        getattr(module, label)
        for label in labels
        if hasattr(getattr(module, label), "__qualname__")
    ]
    sources = {pathlib.Path(sys.modules[door.__module__].__file__) for door in doors}
    offered = {door.__name__ for door in doors}
    things = [
        thing
        for path in sources
        for thing in public_things(path)
        if thing.place.split(": ")[1] in offered
    ]

    assert {thing.place.split(": ")[1] for thing in things} == offered
    assert offered
    assert incomplete(things) == []


def lines_that_print(text):
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def test_only_the_command_line_prints():
    printing = {
        path.as_posix(): lines
        for path, text in every_module().items()
        if (lines := lines_that_print(text)) and path.parts[:2] != ("app", "cli")
    }

    # The generator is a script of its own and says what it wrote.
    assert set(printing) <= {"sample_data/generate.py"}


def tracked_texts():
    """Every text file under version control."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content[:8000]:
                yield name, content.decode("utf-8")


# Built from parts, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"(?:home|root|work|tmp|mnt|Users|private)/\w",
            r"[A-Z]:\\" + r"Users",
            "(?:extra-)?index" + "-url",
            "find" + "-links",
            r"(?:py" + r"pi|pythonhosted|npm" + r"js)\.(?:org|com)",
            "art" + r"ifactory|nexus\.",
        ]
    )
)


def test_no_tracked_file_names_a_machines_folder_or_a_package_index():
    found = [
        f"{name}: {line.strip()[:120]}"
        for name, text in tracked_texts()
        for line in text.splitlines()
        if FOREIGN.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/ana/aforo",
        "--index" + "-url https://example.org/simple",
        "https://files.python" + "hosted.org/packages",
        "C:" + r"\Users\ana",
    ],
)
def test_the_search_for_foreign_addresses_finds_them(line):
    assert FOREIGN.search(line)


def constraints():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_constraints_are_exact_versions_and_nothing_else():
    exact = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*==\d[\w.!+]*")

    assert [line for line in constraints() if not exact.fullmatch(line)] == []
    names = [line.split("==")[0] for line in constraints()]
    assert len(names) == len(set(names))


def test_constraints_cover_every_dependency_within_its_bounds():
    project = PYPROJECT["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    needed = [Requirement(text) for group in groups for text in group]
    needed += [Requirement(text) for text in PYPROJECT["build-system"]["requires"]]
    fixed = dict(line.split("==") for line in constraints())

    wrong = [
        f"{each}: {fixed.get(canonicalize_name(each.name), 'absent')}"
        for each in needed
        if canonicalize_name(each.name) not in fixed
        or not each.specifier.contains(fixed[canonicalize_name(each.name)])
    ]

    assert wrong == []


def test_every_folder_of_tests_is_a_package():
    # Without it, tests/wfm would be imported as wfm and hide the package itself.
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [str(each) for each in folders if not (each / "__init__.py").is_file()] == []
