"""How soon dateline answers: CPU seconds of help, query, status, and a second `ingest` beside importing its libraries.

python -m benchmarks.startup
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, cost_of, show

PYTHON = sys.executable
DATELINE = str(Path(sys.executable).with_name("dateline"))


def best(command: list[str], environment: dict[str, str], times: int = 5) -> Cost:
    """The cheapest of several runs: what the machine adds by being busy is not the command's."""
    return min((cost_of(command, environment) for _ in range(times)), key=lambda cost: cost.cpu)


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATELINE_DATABASE_URL": f"{folder}/dateline.db", "DATELINE_HOME": folder}
        ingest = [DATELINE, "ingest", "seeds"]
        cost_of(ingest, environment)
        libraries = best([PYTHON, "-c", "import prefect, spacy"], environment)
        server = best([PYTHON, "-c", EMPTY_FLOW], {**environment, **quiet(folder)}, 2)
        rows = [
            ["dateline --help", best([DATELINE, "--help"], environment), "target below 0.5 s"],
            ["dateline query", best([DATELINE, "query", "select count(*) from articles"], environment), "below 0.5 s"],
            ["dateline status", best([DATELINE, "status"], environment), "below 1 s"],
            ["import prefect, spacy", libraries, "peer"],
            ["an empty Prefect flow, no server", server, "peer"],
            ["dateline ingest seeds, second run", best(ingest, environment, 2), "hardly more than Prefect"],
            ["the same, --no-prefect", best([*ingest, "--no-prefect"], environment), ""],
        ]
    show(
        "CPU seconds, best of several",
        ["what", "CPU s", "× imports", "MB", ""],
        [[name, cost.cpu, cost.cpu / libraries.cpu, round(cost.memory), note] for name, cost, note in rows],
    )


EMPTY_FLOW = "from prefect import flow\n@flow\ndef empty(): pass\nempty()"


def quiet(home: str) -> dict[str, str]:
    """The environment in which dateline itself runs Prefect."""
    from flows.scheduling.prefect_setup import QUIET

    return {**QUIET, "PREFECT_HOME": f"{home}/prefect"}


if __name__ == "__main__":
    main()
