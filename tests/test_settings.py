"""Settings: flags before environment before .env before defaults, and words for what does not fit."""

from pathlib import Path

import pytest

from flows.settings import Settings, load_settings
from flows.text.errors import SettingsError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_defaults_need_nothing():
    assert load_settings({}) == Settings()


def test_flags_win_over_the_environment_and_that_over_dotenv(tmp_path):
    (tmp_path / ".env").write_text("DATELINE_BATCH_SIZE=7\nDATELINE_RECOGNISER=a\nDATELINE_HOME=there\nOTHER=1\n")
    settings = load_settings({"DATELINE_RECOGNISER": "b", "DATELINE_HOME": "here"}, home="flag", batch_size=None)
    assert (settings.batch_size, settings.recogniser, settings.home) == (7, "b", Path("flag"))


@pytest.mark.parametrize(
    "environment",
    [
        {"DATELINE_DATABSE_URL": "x"},
        {"DATELINE_BATCH_SIZE": "many"},
        {"DATELINE_BATCH_SIZE": "0"},
        {"DATELINE_RULES": "nowhere.toml"},
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(environment):
    with pytest.raises(SettingsError, match=next(iter(environment))[:12]) as error:
        load_settings(environment)
    assert error.value.mend


def test_export_is_what_load_reads_back(tmp_path):
    (tmp_path / "mine.toml").write_text("")
    settings = Settings(database_url="sqlite:////data/a.db", rules=tmp_path / "mine.toml", batch_size=3)
    environment: dict[str, str] = {}
    settings.export(environment)
    assert load_settings(environment) == settings
