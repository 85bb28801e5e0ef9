# SPDX-License-Identifier: LicenseRef-Desk
"""Takes files and pictures into a message: judged first, read on another thread, kept with the draft."""

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from desk import clock
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.attachments import Candidate, Refusal, free_name, judge
from desk.ui.panes.messages.composer.deeds import Drafting
from desk.ui.panes.messages.composer.view_model import ComposerModel, Spot, spot_of
from desk.ui.wording import formats

PLAIN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file that somebody gives. path: where it lies; None: the bytes are there."""

    name: str
    media_type: str
    path: Path | None = None
    body: bytes = b""


class FileTaking(QObject):
    """refused(tuple of (Refusal, Candidate)): what was not added, and why; () when all was.

    taken(): what was on its way is there, or will not be.
    """

    refused = Signal(object)
    taken = Signal()

    def __init__(self, jobs: Jobs, deeds: Drafting, model: ComposerModel, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._deeds, self._model = jobs, deeds, model
        self._taking: list[Spot] = []

    @property
    def is_taking(self) -> bool:
        """Whether a file is on its way into this letter."""
        return spot_of(self._model) in self._taking

    def take_paths(self, paths: Sequence[str]) -> None:
        """Add the files that lie at `paths`."""
        given = [Given(name=Path(one).name, media_type=media_type(one), path=Path(one)) for one in paths]
        self.take(*given)

    def take_picture(self, picture: QImage) -> None:
        """Add a picture from the clipboard."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(picture)
        at = clock.now().astimezone(formats.zone()).strftime("%H-%M-%S")
        self.take(Given(name=f"image-{at}.png", media_type="image/png", body=bytes(buffer.data().data())))

    def take(self, *given: Given) -> None:
        """Add files to what is written now."""
        self.bring(partial(_at_once, given))

    def bring(self, read: Callable[[], Awaitable[Sequence[Given]]]) -> None:
        """Add files that are still to be read to what is written now, and to nothing else."""
        spot = spot_of(self._model)
        self._taking.append(spot)
        self._jobs.start(self._bring(read, spot), self)

    def drop(self, sha256: str) -> None:
        """Take a file off."""
        content = self._model.state.letter.content
        self._model.change(
            replace(content, files=tuple(one for one in content.files if one.sha256 != sha256))
        )

    async def _bring(self, read: Callable[[], Awaitable[Sequence[Given]]], spot: Spot) -> None:
        try:
            await self._take(await read(), spot)
        except Exception:
            self._end(spot)
            raise
        self._end(spot)

    def _end(self, spot: Spot) -> None:
        self._taking.remove(spot)
        self.taken.emit()

    async def _take(self, given: Sequence[Given], spot: Spot) -> None:
        candidates = await asyncio.to_thread(_candidates, given)
        if spot_of(self._model) != spot:
            return  # the person went to another letter meanwhile
        verdict = judge(self._model.state.letter.content.files, candidates)
        refused: list[tuple[Refusal, Candidate]] = list(verdict.refused)
        for at in verdict.accepted:
            one = given[at]
            body = one.body if one.path is None else await asyncio.to_thread(_read, one.path)
            if body is None:
                refused.append((Refusal.NO_FILE, candidates[at]))
                continue
            file = await self._deeds.put_file(one.name, one.media_type, body)
            if spot_of(self._model) != spot:
                return
            content = self._model.state.letter.content
            if file.sha256 not in {known.sha256 for known in content.files}:
                name = free_name(file.name, [known.name for known in content.files])
                self._model.change(replace(content, files=(*content.files, replace(file, name=name))))
        if spot_of(self._model) == spot:
            self.refused.emit(tuple(refused))


async def _at_once(given: Sequence[Given]) -> Sequence[Given]:
    return given


def media_type(name: str) -> str:
    """Guess what kind of file a name tells."""
    return mimetypes.guess_type(name)[0] or PLAIN


def _candidates(given: Sequence[Given]) -> list[Candidate]:
    return [Candidate(name=one.name, size=_size(one)) for one in given]


def _size(one: Given) -> int | None:
    if one.path is None:
        return len(one.body)
    try:
        return one.path.stat().st_size if one.path.is_file() else None
    except OSError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
