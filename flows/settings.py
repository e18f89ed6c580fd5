"""Every setting of dateline in one typed place: `DATELINE_*` from flags, the environment or `.env`, in that order."""

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from db.sqlite import is_database
from flows.scheduling.intervals import parse_wait
from flows.text.errors import SettingsError

PREFIX = "DATELINE_"

ENGINES = ("local", "dask")
"""Who may do the text half: processes of this machine, or Dask."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on beside its input.

    `database_url`: an SQLAlchemy URL or a path of a SQLite file. `recogniser`: a name of the registry. `model`: what
    it uses instead of its own model (a spaCy package, a newswire folder). `rules`: a file of boilerplate rules added
    to ours. `batch_size`: documents a transaction, at most. `workers`: processes that clean and recognise; 1 for this
    one alone, 0 (or `auto`) for one a core. `engine`: `local`, or `dask` with `scheduler`, an address; without one
    Dask starts `workers` of its own. `max_bytes`: the largest file read, after decompression. `home`: where dateline
    keeps what is not data (Prefect's own files). `wait`: how long a run waits for another one that is writing (`30s`,
    `10m`). `log`: `json` for one JSON object a line on standard error, empty for people. `metrics_file`: where each
    run leaves its figures for Prometheus' text file collector.
    """

    database_url: str = "sqlite:///dateline.db"
    recogniser: str = "newswire"
    model: str = ""
    rules: Path | None = None
    batch_size: int = 1000
    workers: int = 1
    engine: str = "local"
    scheduler: str = ""
    max_bytes: int = 200_000_000
    home: Path = Path(".dateline")
    wait: str = "30s"
    log: str = ""
    metrics_file: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises SettingsError."""
        if not self.database_url:
            raise SettingsError("no database is named", f"give --database FILE, or set {PREFIX}DATABASE_URL")
        if self.batch_size < 1 or self.max_bytes < 1:
            raise SettingsError(
                "batch_size and max_bytes must be at least 1",
                f"mend --batch-size, {PREFIX}BATCH_SIZE or {PREFIX}MAX_BYTES",
            )
        parse_wait(self.wait)
        if self.log not in ("", "json"):
            raise SettingsError(f"there is no form of log {self.log!r}", f"set {PREFIX}LOG to json, or leave it out")
        if self.engine not in ENGINES:
            raise SettingsError(f"there is no engine {self.engine!r}", f"choose one of: {', '.join(ENGINES)}")
        if self.scheduler and self.engine != "dask":
            raise SettingsError("a scheduler is Dask's", "add --engine dask, or leave --scheduler out")
        if self.workers < 0:
            raise SettingsError(f"workers is {self.workers}", f"give 0 or more with --workers or in {PREFIX}WORKERS")
        if self.rules is not None and not self.rules.is_file():
            raise SettingsError(f"no rules file at {self.rules}", f"mend --rules or {PREFIX}RULES, or leave it out")
        if self.metrics_file is not None and is_database(self.database_url, self.metrics_file):
            raise SettingsError(f"{self.metrics_file} is the database itself", f"mend {PREFIX}METRICS_FILE")

    @property
    def processes(self) -> int:
        """Processes that do the text half: `workers`, or as many as there are cores for us."""
        return self.workers or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )

    def export(self, environment: MutableMapping[str, str]) -> None:
        """Write these settings to `environment`, for a process to come that reads them there."""
        for item in fields(self):
            value = getattr(self, item.name)
            if value is not None and value != "":
                environment[PREFIX + item.name.upper()] = str(value)


def load_settings(environment: Mapping[str, str] | None = None, **flags: object) -> Settings:
    """Settings from `flags` (None means not given), else `DATELINE_*` of the environment, else `.env`, else defaults.

    Raises SettingsError for a name nobody knows and a value that does not fit.
    """
    known = {f.name: f.type for f in fields(Settings)}
    found = {**_from_dotenv(), **_named(os.environ if environment is None else environment)}
    unknown = sorted(found.keys() - known.keys())
    if unknown:
        names = ", ".join(PREFIX + name.upper() for name in sorted(known))
        raise SettingsError(f"unknown setting {PREFIX}{unknown[0].upper()}", f"the settings are {names}")
    given = {name: value for name, value in flags.items() if value is not None}
    return Settings(**{name: _typed(name, value, known[name]) for name, value in (found | given).items()})


def _named(environment: Mapping[str, str | None]) -> dict[str, object]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    }


def _from_dotenv() -> dict[str, object]:
    try:
        return _named(dotenv_values(".env")) if Path(".env").is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the file .env cannot be read: {error}", "save it as UTF-8, or remove it") from error


def _typed(name: str, value: object, kind: object) -> Any:
    if kind is int:
        if name == "workers" and value == "auto":
            return 0
        try:
            return int(str(value))
        except ValueError:
            raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}", "give a whole number") from None
    return str(value) if kind is str else Path(str(value))
