"""What the torture tests did, as the table of docs/reliability.md: `python -m tests.torture.table LOG...`.

A LOG is written by `DATELINE_TORTURE_LOG=LOG make torture`; of several, the later one's word on a test counts.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path


def main() -> None:
    """Print a row a kind of fault, and the sum."""
    lines = [json.loads(line) for name in sys.argv[1:] for line in Path(name).read_text().splitlines()]
    print(table(lines))


def table(lines: list[dict[str, object]]) -> str:
    """Markdown: area, fault (a test; its parameters are counted together), cases, outcomes."""
    latest = {(str(line["area"]), str(line["fault"])): line["outcomes"] for line in lines}
    rows: dict[tuple[str, str], Counter[str]] = {}
    for (area, fault), outcomes in latest.items():
        assert isinstance(outcomes, dict)
        rows.setdefault((area, _kind(fault)), Counter()).update(outcomes)
    written = [
        f"| {area} | {fault} | {sum(counts.values())} | "
        + ", ".join(f"{word}: {number}" for word, number in sorted(counts.items()))
        + " |"
        for (area, fault), counts in sorted(rows.items())
    ]
    total = sum(sum(counts.values()) for counts in rows.values())
    return "\n".join(["| area | fault | tried | outcomes |", "|---|---|---|---|", *written, f"| all | | {total} | |"])


def _kind(fault: str) -> str:
    """`test_killed[sqlite-ingest]` → `killed (sqlite-ingest)` where few have parameters that say much."""
    name, _, parameters = fault.removeprefix("test_").partition("[")
    words = name.replace("_", " ")
    of_kinds = re.match(r"(sqlite|postgresql)(-[a-z]+)?\]$", parameters)
    return f"{words} ({parameters[:-1]})" if of_kinds else words


if __name__ == "__main__":
    main()
