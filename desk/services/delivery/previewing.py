# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the making of a preview: what a delivery that waits would say if it left now."""

from dataclasses import dataclass
from datetime import datetime

from desk.services.delivery.finishing import masked
from desk.services.delivery.history import DeliveryDetail
from desk.services.delivery.making import Matter, job_for, secrets_in
from desk.services.delivery.situation import Situations
from desk.services.shop import Settings
from desk.services.store import Session
from desk.services.templates import Library, Rendering, RenderJob


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What has to be rendered, and what must not be shown of it."""

    job: RenderJob
    secrets: tuple[str, ...] = ()

    def shown(self, rendering: Rendering) -> Rendering:
        """Return a rendering as it may be looked at: codes are masked, as in the history."""
        return masked(rendering, self.secrets) if self.secrets else rendering


def preview_of(session: Session, detail: DeliveryDetail, now: datetime) -> Preview | None:
    """Return the preview of a delivery; None when its event or its texts are gone."""
    situations = Situations(session)
    event = situations.events([detail.event_id]).get(detail.event_id)
    wanted = detail.template_version_id or ""
    version = Library(session).texts_of([wanted]).get(wanted)
    if event is None or version is None:
        return None
    matter = Matter(
        notification_id=detail.notification_id,
        channel=detail.row.channel,
        language=detail.language,
        version=version,
        snapshot=event.snapshot,
        location=situations.place(detail.row.location_id),
        shop=Settings(session).get(),
    )
    return Preview(job=job_for(matter, now), secrets=secrets_in(event.kind, event.snapshot))
