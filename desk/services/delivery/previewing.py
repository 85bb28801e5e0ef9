# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the making of a preview: what a delivery that waits would say if it left now."""

from datetime import datetime

from desk.services.delivery.finishing import MASK
from desk.services.delivery.history import DeliveryDetail
from desk.services.delivery.making import Matter, job_for, secrets_in
from desk.services.delivery.situation import Situations
from desk.services.shop import Settings
from desk.services.store import Session
from desk.services.templates import Library, RenderJob


def preview_of(session: Session, detail: DeliveryDetail, now: datetime) -> RenderJob | None:
    """Return what has to be rendered to look at a delivery; None when its event or its texts are gone.

    Codes are masked, as in the history.
    """
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
        snapshot={**event.snapshot, **dict.fromkeys(secrets_in(event.kind, event.snapshot), MASK)},
        location=situations.place(detail.row.location_id),
        shop=Settings(session).get(),
    )
    return job_for(matter, now)
