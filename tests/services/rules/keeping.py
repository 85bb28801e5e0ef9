# SPDX-License-Identifier: LicenseRef-Desk
"""Templates in a database, for the keepers' tests."""

from desk import clock
from desk.models import Template, TemplateVersion, new_id
from desk.models.vocabulary import VersionState

BOTH = {language: {"subject": "s", "body": "b"} for language in ("fr", "en")}
TEXTS = {"email": BOTH, "sms": BOTH}


def add_template(
    session, *, event_kind="order.ready", texts=TEXTS, state=VersionState.PUBLISHED, name="Ready"
):
    """Keep a template with one version; return both ids."""
    now = clock.now()
    template_id = new_id()
    session.add(Template(id=template_id, created_at=now, updated_at=now, name=name, event_kind=event_kind))
    session.flush()
    return template_id, add_version(session, template_id, texts=texts, state=state)


def add_version(session, template_id, *, number=1, texts=TEXTS, state=VersionState.PUBLISHED):
    """Keep one more version; return its id."""
    now = clock.now()
    version_id = new_id()
    session.add(
        TemplateVersion(
            id=version_id,
            template_id=template_id,
            number=number,
            state=state,
            created_at=now,
            updated_at=now,
            texts=texts,
            policies={},
        )
    )
    session.flush()
    return version_id
