# SPDX-License-Identifier: LicenseRef-Desk
"""Makes what a template says to the customer of a conversation: its conditions hold, what is unknown is a hole."""

from __future__ import annotations

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
from desk.services.templates import (
    Library,
    Policy,
    PolicyKind,
    Renderer,
    RenderFailure,
    RenderJob,
    policies_from_json,
    policies_to_json,
    without_foot,
)
from desk.ui.panes.messages.composer.readings import About, read_snapshot
from desk.ui.wording import field_name

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.models.columns import Json
    from desk.ui.jobs import Jobs

MOST_HOLES = 40
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
    last = ""
    lost: tuple[str, ...] = ()
    for _turn in range(MOST_HOLES):
        (made,) = await renderer.render([job])
        if not isinstance(made, RenderFailure):
            # What a rule's message ends with; a letter of a person has its own signature.
            text = without_foot(made.text, job.brand) if job.channel == Channel.EMAIL else made.text
            return made.subject, "\n".join([text.strip(), *map(_hole, lost)])
        if made.code == "missing_value" and made.place not in job.fields:
            last = made.place
            job = replace(job, fields={**job.fields, last: _hole(last)})
        elif made.code == "bad_value" and last:  # a date cannot be written from a hole
            job, lost, last = _dropping(job, last), (*lost, last), ""
        else:
            return None
    return None


def _hole(path: str) -> str:
    return f"[[{field_name(path)}]]"


def _dropping(job: RenderJob, path: str) -> RenderJob:
    """Let the sentence go that needs a value; a job's policies are known by its key."""
    fields = {one: value for one, value in job.fields.items() if one != path}
    drop = Policy(kind=PolicyKind.DROP).to_json()
    return replace(job, key=f"{job.key}-{path}", fields=fields, policies={**job.policies, path: drop})


def _without_drops(policies: Json) -> Json:
    """Return policies that let no sentence go: the writer sees what is missing, as a hole, and takes it out."""
    kept = {
        path: one for path, one in policies_from_json(policies).items() if one.kind is not PolicyKind.DROP
    }
    return policies_to_json(kept)


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
        policies=_without_drops(policies),
        fields={**known, **read_snapshot(session, wanted.about)},
        brand=brand_of(place, settings),
    )
