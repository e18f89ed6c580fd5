"""The database of the examples, made as `make demo` makes it; once a session."""

import shutil
from pathlib import Path

import pytest

from db.engine import make_engine
from flows.running.conduct import conduct
from flows.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The path of demo.db: first what was first published, then what it was corrected to."""
    place = tmp_path_factory.mktemp("demo")
    ingest_examples(place, str(place / "demo.db"))
    return place / "demo.db"


def ingest_examples(place, address):
    """Read the examples, copied to `place`, into a database."""
    settings = Settings(database_url=address)
    shutil.copytree(EXAMPLES / "news", place / "news")
    shutil.copytree(EXAMPLES / "first-edition", place / "news", dirs_exist_ok=True)
    conduct([place / "news"], settings, {})
    shutil.copytree(EXAMPLES / "news", place / "news", dirs_exist_ok=True, copy_function=shutil.copy)
    conduct([place / "news"], settings, {})


@pytest.fixture(scope="session")
def demo_engine(demo):
    engine = make_engine(demo, read_only=True)
    yield engine
    engine.dispose()
