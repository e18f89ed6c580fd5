"""Who may import whom: the direction of DESIGN's second section, read from the source itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("flows", "db", "migrations")
    for path in sorted((ROOT / package).rglob("*.py"))
}
PREFECT_MAY = {"flows.ingest", "flows.reannotate", "flows.schedule", "flows.report"}
SEAM = "flows.rows"
BANNED = {"utils", "helpers", "common", "misc"}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name in MODULES}


def test_there_are_modules_to_look_at():
    assert {"flows.cli", "flows.text.pipeline", "db.models", SEAM} <= MODULES.keys()


@pytest.mark.parametrize("module", [m for m in MODULES if m.startswith("flows.text")])
def test_text_imports_nothing_of_ours_but_itself(module):
    names = imports(MODULES[module])
    assert all(name.startswith("flows.text") for name in ours(names) - {"flows"})
    foreign = {name.partition(".")[0] for name in names}
    assert not foreign & {"prefect", "sqlalchemy", "alembic", "sqlite3", "time", "socket", "requests", "httpx"}


@pytest.mark.parametrize("module", [m for m in MODULES if m.partition(".")[0] in {"db", "migrations"}])
def test_db_never_imports_flows(module):
    assert not {name for name in imports(MODULES[module]) if name.partition(".")[0] == "flows"}


@pytest.mark.parametrize("module", list(MODULES))
def test_prefect_stays_where_it_can_be_peeled_off(module):
    uses = any(name.partition(".")[0] == "prefect" for name in imports(MODULES[module]))
    assert not uses or module in PREFECT_MAY


@pytest.mark.parametrize("module", list(MODULES))
def test_names_say_what_is_inside(module):
    assert not BANNED & set(module.split("."))


def test_no_cycles():
    graph = {module: ours(imports(path)) - {module} for module, path in MODULES.items()}
    done: set[str] = set()
    while ready := [m for m, needs in graph.items() if m not in done and needs - done <= packages_above(m)]:
        done |= set(ready)
    assert not graph.keys() - done, f"these import each other: {sorted(graph.keys() - done)}"


def packages_above(module: str) -> set[str]:
    """The packages a module lies in: importing one of them from inside is no cycle of meaning."""
    parts = module.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts))}
