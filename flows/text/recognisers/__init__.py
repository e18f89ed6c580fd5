"""The registry: `recogniser(name)` gives the one of that name, made at first use and shared within the process."""

from functools import cache
from importlib import import_module

from flows.text.errors import SettingsError
from flows.text.recognisers.base import Recogniser

MAKERS = {
    "newswire": "flows.text.recognisers.newswire:Newswire",
    "spacy": "flows.text.recognisers.spacy_english:SpacyEnglish",
}
"""Name of a recogniser → `module:class` that makes it; nothing of it is imported before it is asked for."""


@cache
def recogniser(name: str, model: str = "") -> Recogniser:
    """Return the recogniser `name`, loaded with its own model or with `model` (a spaCy package, a newswire folder).

    Raises SettingsError for a name that is not known or a model that cannot be used.
    """
    require_known(name)
    module, maker = MAKERS[name].split(":")
    made: Recogniser = getattr(import_module(module), maker)(*([model] if model else []))
    return made


def require_known(name: str) -> None:
    """Raise SettingsError for a name that is not in the registry; loads nothing."""
    if name not in MAKERS:
        raise SettingsError(f"there is no recogniser {name!r}", f"choose one of: {', '.join(sorted(MAKERS))}")
