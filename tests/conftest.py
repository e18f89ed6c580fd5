"""A path for a database; a PostgreSQL server that tests start by themselves, on a socket in a temporary folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

START_SECONDS = 30


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: a suite that a script runs in the background inherits it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def postgresql_programs() -> Path | None:
    """The folder of `initdb` and `postgres`: of the newest version where several are installed."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True
    )
    on_path = shutil.which("initdb")
    folders = [*installed, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def unprivileged() -> dict[str, str]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made, or as nobody."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return {"user": user, "group": pwd.getpwnam(user).pw_gid}  # type: ignore[dict-item]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test's own database will be; there is none yet."""
    return tmp_path / "dateline.db"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of an empty server's database `postgres`; its folder goes with it."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("NO POSTGRESQL HERE: initdb and postgres are neither in PATH nor in /usr/lib/postgresql")
    pytest.importorskip("psycopg", reason="NO POSTGRESQL DRIVER HERE: pip install 'dateline[postgresql]'")
    folder, who = Path(tempfile.mkdtemp(prefix="dateline-pg-")), unprivileged()
    if who:
        shutil.chown(folder, who["user"])
    try:
        yield from served(programs, folder, who)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def served(programs: Path, folder: Path, who: dict[str, str]) -> Iterator[str]:
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **who)
    settings = (
        "listen_addresses=",
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "max_connections=30",
    )
    options = [option for setting in settings for option in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", data, "-k", folder, *options]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
        try:
            wait_for(server, folder)
            yield f"postgresql+psycopg://dateline@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(START_SECONDS)


def wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"host={folder} user=dateline dbname=postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return
