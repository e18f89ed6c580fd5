"""The changes that mutation testing tries: mutmut's operators on all modules, less what no test should notice."""

import difflib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent.parent


class Mutant(NamedTuple):
    """A change of a module: its whole new source, and the lines that differ."""

    module: str
    source: str
    line: int
    before: str
    after: str

    @property
    def key(self) -> str:
        """The same for the same change, whatever stands around it."""
        return hashlib.sha1(f"{self.module}\0{self.before}\0{self.after}".encode()).hexdigest()[:12]


def modules() -> list[Path]:
    """What is changed: all of flows.text but the reading of a foreign model, and all of db.loading."""
    paths = [*HERE.glob("flows/text/**/*.py"), *HERE.glob("db/loading/*.py")]
    return sorted(path for path in paths if path.stem != "spacy_english")


class Place(NamedTuple):
    """A change before it is written out: the tree it is in, the node and what stands in its stead."""

    path: Path
    tree: Any
    node: Any
    new: Any


def places(path: Path) -> Iterator[Place]:
    """Every change of a module that is not left out."""
    import libcst as cst
    from mutmut.mutation.mutators import mutation_operators, operator_string

    tree = cst.parse_module(path.read_text(encoding="utf-8"))
    for node in changeable(tree):
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and not (operator is operator_string and wording(node)):
                yield from (Place(path, tree, node, new) for new in operator(node))


def written(place: Place) -> Mutant:
    """The change written out."""
    module = ".".join(place.path.relative_to(HERE).with_suffix("").parts).removesuffix(".__init__")
    return mutant(module, place.tree.code, place.tree.deep_replace(place.node, place.new).code)


def mutant(module: str, source: str, changed: str) -> Mutant:
    """The change told by the first line that differs."""
    old, new = source.splitlines(), changed.splitlines()
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            return Mutant(module, changed, first + 1, joined(old[first:last]), joined(new[start:end]))
    return Mutant(module, changed, 0, "", "")


def joined(lines: list[str]) -> str:
    """Lines on one line."""
    return " ".join(line.strip() for line in lines)


def changeable(node: Any) -> Iterator[Any]:
    """The nodes of a tree, but for those that no test should notice."""
    import libcst as cst

    if isinstance(node, (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Raise, cst.TypeAlias)):
        return
    if isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
        return
    if isinstance(node, cst.Arg) and node.keyword and node.keyword.value in ("strict", "slots", "frozen"):
        return
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in NAMELESS:
        return
    if isinstance(node, (cst.Assign, cst.AnnAssign)) and (isinstance(node.value, cst.Subscript) or is_all(node)):
        return
    if any(
        isinstance(arg, cst.Arg) and arg.keyword and arg.keyword.value == "strict" for arg in getattr(node, "args", ())
    ):
        yield from (each for child in node.children for each in changeable(child))
        return
    yield node
    for child in node.children:
        yield from changeable(child)


NAMELESS = (
    "cast",
    "TypeVar",
    "BadRecord",
    "TooLarge",
    "Unreadable",
    "EmptyText",
    "Undecodable",
    "SettingsError",
    "NotText",
)
"""Calls of these say something to a reader or to the type checker alone."""


def is_all(node: Any) -> bool:
    """Whether it is `__all__ = ...`."""
    return "__all__" in [getattr(each.target, "value", "") for each in getattr(node, "targets", ())]


def wording(node: Any) -> bool:
    """Whether a text is said to a person: more than one word."""
    return " " in getattr(node, "value", "").strip("\"' ")
