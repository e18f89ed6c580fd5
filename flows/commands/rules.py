"""`dateline rules`: what the cleaning rules are, whether they keep their word, and what they did in a document."""

import sys
from collections.abc import Iterator
from pathlib import Path

from db.cleaning.decisions import restored_rules, undo_veto, veto
from db.engine import transaction
from db.loading.reread import reread
from flows.commands.finding import the_document
from flows.making.drafts import draft
from flows.making.learn_notices import learn
from flows.rows import to_document
from flows.running.bench import Bench, open_bench
from flows.running.clock import now
from flows.settings import Settings
from flows.telling.tables import one_line, write_rows
from flows.text.boilerplate.checks import Explanation, explain, failures
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.rules import load_rules, read_rules
from flows.text.errors import SettingsError
from flows.text.learned import decided
from flows.text.pipeline import to_article
from flows.text.readers import read
from flows.text.records import Article, Document
from flows.text.seeds import find


def list_rules(settings: Settings, form: str) -> None:
    """Write every rule with what it is for."""
    rules = load_rules(settings.rules).rules.values()
    rows = [(r.name, r.role, r.kind, r.scope, ", ".join(sorted(r.languages)), r.why) for r in rules]
    sys.stdout.writelines(write_rows(["name", "role", "kind", "scope", "languages", "why"], rows, form))


def show_rule(settings: Settings, name: str) -> None:
    """Write all there is to say of one rule. Raises SettingsError when there is none of that name."""
    rule = load_rules(settings.rules).rules.get(name)
    if rule is None:
        raise SettingsError(f"there is no rule {name}", "see `dateline rules list`, or `dateline rules learned`")
    sys.stdout.writelines(write_rows(["", ""], list(_facts(rule)), "table"))


def _facts(rule: Rule) -> Iterator[tuple[str, object]]:
    for name in ("name", "version", "role", "kind", "kept", "scope", "part", "source", "why", "pattern"):
        yield name, getattr(rule, name)
    yield from (("phrase", phrase) for phrase in rule.phrases)
    yield from (("matches", example.text) for example in rule.matches)
    yield from (("keeps", text) for text in rule.keeps)


def check_rules(settings: Settings, files: list[Path]) -> int:
    """Run the examples of the rules in `files`, or of all; 1 when some rule breaks its word."""
    for file in files:
        if not file.is_file():
            raise SettingsError(f"no rules file at {file}", "give a TOML file of rules")
    own = [rule for file in files for rule in read_rules(file)]
    rules = own if files else [*load_rules(settings.rules).rules.values()]
    failed = failures(rules)
    for failure in failed:
        print(f"{failure.rule}: expected {one_line(failure.expected)}: {one_line(failure.text)}")
    examples = sum(len(rule.matches) + len(rule.keeps) for rule in rules)
    print(f"{len(rules)} rules, {examples} examples, {len(failed)} failed")
    return 1 if failed else 0


def explain_rules(settings: Settings, what: str, form: str) -> int:
    """Write which rule decided which stretch of the documents in a file, or of a stored document."""
    columns = ["uri", "start", "end", "role", "kept", "rule", "text", "why"]
    articles = _of_files(settings, Path(what)) if Path(what).exists() else _of_database(settings, what)
    rules = load_rules(settings.rules)
    rows = [_row(article, each) for article in articles for each in explain(article, rules)]
    sys.stdout.writelines(write_rows(columns, rows, form))
    return 0


def _row(article: Article, each: Explanation) -> tuple[object, ...]:
    b, text = each.block, " ".join(each.text.split())
    shown = text if len(text) <= 80 else f"{text[:79]}…"
    why = each.rule.why if each.rule else ""
    return article.document.uri, b.raw_start, b.raw_end, b.role, b.kept, b.rule, shown, why


def _of_files(settings: Settings, path: Path) -> Iterator[Article]:
    for file in find(path).files:
        for result in read(file):
            if not isinstance(result, Document):
                raise result.error
            yield to_article(result, load_rules(settings.rules))


def _of_database(settings: Settings, uri: str) -> Iterator[Article]:
    with open_bench(settings, None) as bench:
        with transaction(bench.engine) as connection:
            document = the_document(connection, uri).id
            (stored,), restored = reread(connection, [document]), restored_rules(connection, [document])
        yield _settled(to_document(stored.row), bench, restored.get(document, frozenset()))


def _settled(document: Document, bench: Bench, restored: frozenset[str]) -> Article:
    made = draft(to_article(document, bench.tools.rules))
    return decided(made.article, bench.tools.foresight.of(made.article), restored)


def veto_notice(settings: Settings, fingerprint: str, why: str, *, undo: bool) -> int:
    """Keep a veto against a learned notice (or take it back), and clean the articles that this touches again."""
    fingerprint = fingerprint.removeprefix("learned:")
    with open_bench(settings, "veto") as bench:
        with transaction(bench.engine) as connection:
            touched = undo_veto(connection, fingerprint) if undo else veto(connection, fingerprint, why, now())
            if not touched and not undo:
                raise SettingsError(f"no document has a notice {fingerprint}", "see `dateline rules learned`")
        done = learn(bench, settings.batch_size)
    print(f"{fingerprint}: {touched} documents have it, {done.articles} articles cleaned again")
    return 0
