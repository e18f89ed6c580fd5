"""Who does the text half of a run: this process alone, processes beside it, or a Dask cluster."""

from contextlib import AbstractContextManager, nullcontext

from flows.crews.alone import Alone
from flows.crews.base import Answer, Crew, Given, Part, parts
from flows.making.tools import Recipe, Tools
from flows.settings import Settings
from flows.text.errors import SettingsError

__all__ = ["Answer", "Crew", "Given", "Part", "crew_for", "parts"]


def crew_for(settings: Settings, recipe: Recipe, tools: Tools) -> AbstractContextManager[Crew]:
    """The crew that the settings ask for; it goes home at the end. Nobody starts before there is work."""
    number = settings.processes
    if settings.engine == "dask":
        return _cluster(recipe, number, settings.scheduler)
    if number == 1:
        return nullcontext(Alone(tools))
    from flows.crews.processes import Processes  # noqa: PLC0415 - threads and pipes that most runs never need

    return Processes(recipe, number)


def _cluster(recipe: Recipe, number: int, scheduler: str) -> AbstractContextManager[Crew]:
    try:
        from flows.crews.cluster import Cluster  # noqa: PLC0415 - Dask is an extra, and takes a second to import
    except ModuleNotFoundError as error:
        raise SettingsError("the engine dask needs Dask", "pip install 'dateline[dask]'") from error
    return Cluster(recipe, number, scheduler)
