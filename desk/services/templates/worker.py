# SPDX-License-Identifier: LicenseRef-Desk
"""Runs in a process of its own and fills texts there: what goes wrong here can be killed."""

import contextlib
import signal
from collections import OrderedDict
from multiprocessing.connection import Connection

from desk.errors import DeskError, Refused
from desk.services.templates.brand import Brand
from desk.services.templates.job import Finish, RenderFailure, RenderJob, Result
from desk.services.templates.names import Names
from desk.services.templates.patchwork import Patches
from desk.services.templates.render import Recipe, failure, fill, prepare
from desk.services.templates.wire import Incoming, pack_results

READY = b"ready"
MEMORY = 768 * 2**20
"""Bytes of address space, where the system can limit them; a worker at rest has about 250 MB."""

_MOST_RECIPES = 400
_Key = tuple[str, Brand, str, str, str]


def work(
    connection: Connection,
    names: Names,
    finish: Finish | None = None,
    patches: Patches | None = None,
    memory: int = MEMORY,
) -> None:
    """Answer batches until the other side is gone. patches: for texts that are being typed."""
    _confine(memory)
    incoming, recipes = Incoming(), _Recipes(names, finish, patches)
    connection.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError):  # the service went away: so do we
        while True:
            jobs = incoming.unpacked(connection.recv_bytes())
            connection.send_bytes(pack_results([recipes.done(job) for job in jobs]))


def _confine(memory: int) -> None:
    """Leave interrupts to the service, and limit memory where that can be done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows; there the limits of the language and the kill remain
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Recipes:
    """Prepared texts, the least recently used of which go; what cannot be prepared is remembered too."""

    def __init__(self, names: Names, finish: Finish | None = None, patches: Patches | None = None) -> None:
        self._names = names
        self._finish = finish
        self._patches = patches
        self._kept: OrderedDict[_Key, Recipe | RenderFailure] = OrderedDict()

    def done(self, job: RenderJob) -> Result:
        """Return what comes of a job."""
        key = (job.key, job.brand, job.channel, job.language, job.default_language)
        recipe = self._kept.get(key)
        if recipe is None:
            recipe = self._prepared(job)
            self._kept[key] = recipe
            if len(self._kept) > _MOST_RECIPES:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        if isinstance(recipe, RenderFailure):
            return recipe
        try:
            rendering = fill(recipe, job.fields)
            if job.finish is None or self._finish is None:
                return rendering
            return self._finish(
                rendering, job.finish, lambda changed: fill(recipe, {**job.fields, **changed})
            )
        except Refused as error:
            return failure(error)
        except DeskError as error:
            return RenderFailure(code=error.code)
        except MemoryError:
            return RenderFailure(code="too_long", detail="memory")

    def _prepared(self, job: RenderJob) -> Recipe | RenderFailure:
        try:
            return prepare(job, self._names, self._patches)
        except Refused as error:
            return failure(error)
        except MemoryError:
            return RenderFailure(code="too_long", detail="memory")
