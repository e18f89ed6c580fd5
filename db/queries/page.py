"""docs/questions.md, made from the ready questions: `python -m db.queries.page > docs/questions.md`."""

import sys
from collections.abc import Iterator

from db.queries.ready import ReadyQuery, ready_queries

HEAD = """# Ready questions

Made by `python -m db.queries.page` from the head comments of `db/queries/*.sql`. Each is answered by

```sh
dateline query NAME --param name=value --format table|csv|json|markdown --out FILE
```

on SQLite and PostgreSQL alike, read-only and within a time limit (`--seconds`). Parameters are bound, never pasted. Any
SELECT of yours works in place of a name; [schema.md](schema.md) tells every table and view. A question that looks at
the newest articles only says so, and how many is a parameter.
"""


def page() -> Iterator[str]:
    """The page, line by line."""
    yield HEAD
    yield "| question | answers |\n|---|---|"
    for query in ready_queries().values():
        yield f"| [{query.name}](#{query.name}) | {query.title} |"
    for query in ready_queries().values():
        yield from _question(query)


def _question(query: ReadyQuery) -> Iterator[str]:
    yield f"\n## {query.name}\n"
    yield f"{query.title}. {query.description}\n"
    if query.parameters:
        yield "| parameter | when not given | meaning |\n|---|---|---|"
        for parameter in query.parameters:
            default = "must be given" if parameter.default is None else f"`{parameter.default}`"
            yield f"| `{parameter.name}` | {default} | {parameter.meaning} |"
        yield ""
    needed = "".join(f' --param {p.name}="…"' for p in query.parameters if p.default is None)
    yield f"```sh\ndateline query {query.name}{needed}\n```"


if __name__ == "__main__":
    sys.stdout.write("\n".join(page()).rstrip() + "\n")
