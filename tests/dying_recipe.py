"""Tools whose recogniser ends its process on some texts, for `test_dask`."""

import os
import signal
from dataclasses import dataclass, replace

from flows.making.tools import Recipe, Tools


@dataclass(frozen=True, slots=True)
class Dying:
    sound: object

    def __getattr__(self, name):
        return getattr(self.sound, name)

    def recognise(self, texts):
        given = list(texts)
        if any("<crash>" in text for text in given):
            os.kill(os.getpid(), signal.SIGKILL)
        return self.sound.recognise(given)


@dataclass(frozen=True, slots=True)
class DyingRecipe(Recipe):
    def tools(self) -> Tools:
        own = Recipe.tools(self)
        return replace(own, recogniser=lambda: Dying(own.recogniser()))
