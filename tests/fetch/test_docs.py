"""The commands of docs/feeds.md work, and give the answers that it shows."""

import re
from pathlib import Path

from tests.fetch.server import served
from tests.test_readme import run, tidy
from tests.text.test_warc import PAGE, Archive

DOCS = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(dateline (?:ingest --feed|watch).*)$", DOCS, re.MULTILINE)


def test_the_answers_about_web_archives_are_these(tmp_path):
    (tmp_path / "archives").mkdir()
    archive = Archive()
    archive.answer()
    archive.answer("https://example.org/b", PAGE.replace(b"bridge", b"ferry"))
    (tmp_path / "archives" / "crawl.warc.gz").write_bytes(archive.data)
    shown = re.findall(r"```console\n\$ (.*?)\n(.*?)```", DOCS, re.DOTALL)
    assert len(shown) == 2
    for command, answer in shown:
        done = run(command, tmp_path)
        assert done.returncode == 0, done.stderr
        given, wanted = tidy(done.stdout), tidy(answer)
        assert given == wanted or (wanted.endswith("…") and given.startswith(wanted.removesuffix("…")))


def test_the_commands_about_feeds_work(tmp_path):
    (feeds,) = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    with served() as site:
        site.pages["/a"] = PAGE
        rss = f"<rss version='2.0'><channel><item><link>{site.url('/a')}</link></item></channel></rss>"
        site.pages["/rss.xml"] = site.pages["/news-sitemap.xml"] = rss.encode()
        local = feeds.replace("https://example.org", site.address).replace("# allow", "allow").replace("= 2 ", "= 0 ")
        (tmp_path / "feeds.toml").write_text(local)
        commands = [command for command in COMMANDS if "ingest" in command]
        assert len(commands) == 2
        for command in reversed(commands):
            local = command.replace("https://example.org", site.address)
            done = run(f"{local} --allow-private --no-prefect", tmp_path)
            assert done.returncode == 0, done.stderr
            assert "0 failed" in done.stderr
    answer = run("dateline query 'SELECT DISTINCT title, source_name FROM articles ORDER BY 2' --format csv", tmp_path)
    assert answer.stdout.splitlines()[1:] == ["Bridge opens,", "Bridge opens,Harbour Times"]


def test_the_commands_about_watching_are_understood(tmp_path):
    commands = [command for command in COMMANDS if "watch" in command]
    assert len(commands) == 2
    for command in commands:
        done = run(command.replace("seeds", "nowhere"), tmp_path)
        assert done.returncode == 2
        assert "nowhere" in done.stderr
