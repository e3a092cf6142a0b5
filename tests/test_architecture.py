"""The staircase: a package imports only from lower floors, nothing heavy at the top, no module too long."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qualcase

ROOT = Path(qualcase.__file__).parent
FLOORS = (
    ("errors", "_kernel"), ("model",), ("lang",), ("render",), ("formats",), ("store",), ("results",), ("ingest",),
    ("coding", "widget"), ("reduce",), ("display",), ("conclude",), ("export",), ("case", "cli"),
    ("__init__", "__main__"),
)  # fmt: skip
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
HEAVY = {"pandas", "spacy", "nltk", "networkx", "matplotlib", "scipy", "lxml", "docx", "xlsxwriter", "yaml", "pydantic",
         "jinja2", "tqdm", "IPython", "anywidget"}  # fmt: skip
PLUGS = {  # loaded inside functions alone (the first by spaCy, too), and what they need
    "lang.components": {"spacy"}, "widget.notebook": {"anywidget"},
}  # fmt: skip
LONGEST = 400
MODULES = sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that is imported, those inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def at_top(tree: ast.Module) -> Iterator[str]:
    """Modules imported when the file is loaded: not in functions, not for type checkers only."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (name for name, _ in imported(ast.Module([node], [])))
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test):
            waiting += [*node.body, *node.orelse]
        elif isinstance(node, (ast.Try, ast.With)):
            waiting += node.body


def floor(module: str) -> int:
    return FLOOR[module.split(".")[0]]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_imports_only_from_lower_floors(path: Path) -> None:
    own = name_of(path)
    for name, node in imported(ast.parse(path.read_text(encoding="utf-8"))):
        if not name.startswith("qualcase.") or own == "__init__":
            continue
        there = name.removeprefix("qualcase.")
        if there.split(".")[0] not in FLOOR or there == "__version__":
            continue
        own_floor, there_floor = floor(own), floor(there)
        beside = own_floor == there_floor and len(FLOORS[own_floor]) > 1  # the circle test keeps these apart
        same = there.split(".")[0] == own.split(".")[0]
        assert same or beside or there_floor < own_floor, (
            f"{own}, line {node.lineno}: imports {there} from a floor above"
        )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_heavy_is_imported_at_the_top(path: Path) -> None:
    top = set(at_top(ast.parse(path.read_text(encoding="utf-8"))))
    assert not {f"qualcase.{plug}" for plug in PLUGS} & top, f"{name_of(path)} loads what is loaded where it is needed"
    heavy = {name.split(".")[0] for name in top} & HEAVY - PLUGS.get(name_of(path), set())
    assert not heavy, f"{name_of(path)} imports {heavy} when it is loaded: do it inside the verb"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    names = {name_of(path) for path in MODULES}
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        graph[name_of(path)] = {name.removeprefix("qualcase.") for name in at_top(tree)} & names - {name_of(path)}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for other in sorted(graph[module]):
                visit(other, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_every_package_says_what_it_is() -> None:
    for path in ROOT.rglob("__init__.py"):
        if "_data" not in path.parts:
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
