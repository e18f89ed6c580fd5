"""What the walk over a folder makes of one name: read, passed over and by which rule, or not there."""

import os
from pathlib import Path, PurePosixPath

from flows.text.errors import SettingsError
from flows.text.seeds import find


def fate_of(what: str, folder: Path) -> str | None:
    """In words why `what` (a path, or a uri under `folder`) is not read from `folder`; None when it is no name in it.

    An empty string when the walk finds it.
    """
    uri = uri_below(what, folder)
    if uri is None:
        return None
    if not folder.is_dir():
        return f"the folder {folder} is not there"
    if not os.path.lexists(folder / uri):
        return f"there is no {uri} in {folder}"
    try:
        found = find(folder)
    except SettingsError as error:
        return error.message
    if uri in {file.uri for file in found.files}:
        return ""
    above = {uri, *(str(parent) for parent in PurePosixPath(uri).parents)}
    for name, reason in found.passed_over:
        if name in above:
            return f"passed over: {reason}" if name == uri else f"passed over with {name}: {reason}"
    return "it is a folder" if (folder / uri).is_dir() else "the walk over the folder does not come to it"


def uri_below(what: str, folder: Path) -> str | None:
    """The uri that a path has in `folder`, a record's number cut off; None for a path that is elsewhere, or words."""
    name = what.partition("#")[0]
    place = Path(name)
    if not name or "://" in name:
        return None
    if place.is_absolute() or os.path.lexists(place):
        whole = Path(os.path.abspath(place))  # noqa: PTH100 - a link is not to be followed here
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else None
    looks_like_one = "/" in name or (place.suffix != "" and " " not in name) or os.path.lexists(folder / name)
    return PurePosixPath(name).as_posix() if looks_like_one else None
