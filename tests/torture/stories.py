"""A folder with all that an ingest has to do: new files, containers, rejects, and a notice to be learnt."""

import json
from pathlib import Path

from tests.folders import write_stories
from tests.test_learned import story as council_story


def write_everything(folder: Path) -> Path:
    """Some stories, a container, a broken file, and enough of one paper for its notice to be learnt."""
    write_stories(folder, 3)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.jsonl").write_text('{"text": "cut\n' + json.dumps(council_story(40)) + "\n")
    for number in range(8):
        (folder / f"council-{number}.jsonl").write_text(json.dumps(council_story(number)) + "\n")
    return folder
