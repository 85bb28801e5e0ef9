# SPDX-License-Identifier: LicenseRef-Desk
"""Makes what a template says to the customer of a conversation: its conditions hold, what is unknown is a hole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk import clock
from desk.models.identity import TemplateId
from desk.models.vocabulary import Channel
from desk.services.delivery import brand_of, placeholder_names, sending_fields
from desk.services.shop import Locations, Settings
from desk.services.store import Session
from desk.services.templates import Library, Renderer, RenderFailure, RenderJob
from desk.ui.panes.messages.composer.readings import About, read_snapshot
from desk.ui.wording import field_name

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.ui.jobs import Jobs

MOST_HOLES = 40
_FOOT = re.compile(r"\n+--[ ]?(?:\n.*)?\Z", re.DOTALL)
"""What a rule's message ends with; a letter of a person has its own signature."""
_NO_ID = "0" * 8
Then = Callable[[tuple[str, str] | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which template is to be said, to whom, how."""

    template_id: str
    channel: Channel
    language: str
    about: About


class TemplateWords(QObject):
    """Renders in a worker of its own, which is started for the first template."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._db, self._jobs = desk.db, jobs
        self._renderer: Renderer | None = None

    def make(self, wanted: Wanted, then: Then) -> None:
        """Call `then` with (subject, text), or with None where the template cannot be rendered."""
        self._jobs.start(self._make(wanted, then), self, lambda _error: then(None))

    async def _make(self, wanted: Wanted, then: Then) -> None:
        job = await self._db.read(lambda session: read_job(session, wanted))
        if self._renderer is None:
            self._renderer = Renderer(placeholder_names())
            self._jobs.when_gone(self, self._renderer.close)
        then(await rendered(self._renderer, job))


async def rendered(renderer: Renderer, job: RenderJob) -> tuple[str, str] | None:
    """Return (subject, text), again with a hole in place of each value that is missing; None if it cannot be."""
    for _turn in range(MOST_HOLES):
        (made,) = await renderer.render([job])
        if not isinstance(made, RenderFailure):
            text = _FOOT.sub("", made.text) if job.channel == Channel.EMAIL else made.text
            return made.subject, text.strip()
        if made.code != "missing_value" or made.place in job.fields:
            return None
        job = replace(job, fields={**job.fields, made.place: f"[[{field_name(made.place)}]]"})
    return None


def read_job(session: Session, wanted: Wanted) -> RenderJob:
    """Read what is to be rendered; NotFound for a template without a published version."""
    version = Library(session).published(TemplateId(wanted.template_id))
    texts, policies = version.wording.to_json()
    settings, places = Settings(session).get(), Locations(session)
    wish = wanted.about.location_id
    place = next((one for one in places.all() if one.id == wish), None) or places.default()
    now = sending_fields(_NO_ID, place, settings.timezone, wanted.language, clock.now())
    known = {path: value for path, value in now.items() if not path.startswith("message.")}
    return RenderJob(
        key=f"answer-{version.id}",
        channel=wanted.channel,
        language=wanted.language,
        default_language=settings.default_language,
        texts=texts,
        policies=policies,
        fields={**known, **read_snapshot(session, wanted.about)},
        brand=brand_of(place, settings),
    )
