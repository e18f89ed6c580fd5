"""What a run did, for people: a summary in the terminal, an artifact in Prefect's pages, one sentence for its state."""

from prefect.artifacts import create_markdown_artifact

from flows.running.record import Report
from flows.telling.summary import facts, sentence
from flows.telling.tables import write_rows

__all__ = ["publish", "sentence"]


def publish(report: Report) -> None:
    """Put the summary into Prefect as a Markdown artifact of this flow run."""
    table = "".join(write_rows(["what", "count"], facts(report), "markdown"))
    create_markdown_artifact(f"## {sentence(report)}\n\n{table}", key="dateline-ingest", description=sentence(report))
