"""Imported once by the server of processes: what each of them would load again."""

import flows.making.drafts
import flows.running.conduct
import flows.running.steps
import migrations
from flows.text.recognisers import recogniser

__all__ = ["flows", "migrations"]

recogniser("newswire", "").recognise(["Anna Petrova of Russia met Raj Mehta in Paris."])
