# SPDX-License-Identifier: LicenseRef-Desk
"""Reads and keeps what the page shows: functions of a session that join several keepers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desk.errors import Conflict, NotFound
from desk.models.identity import TemplateId, VersionId
from desk.models.vocabulary import VersionState
from desk.services.events import ready_texts
from desk.services.shop import Operators, Settings, ShopSettings
from desk.services.store import Session
from desk.services.templates import (
    Library,
    TemplateCard,
    TemplateFilter,
    TemplateRow,
    Text,
    VersionRow,
    Wording,
)

MOST_TEMPLATES = 1000
MOST_VERSIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What the page has to know of the shop. author: who is at work here."""

    settings: ShopSettings = field(default_factory=ShopSettings)
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A template with the version that is worked on: its draft, else what is published."""

    row: TemplateRow
    version: VersionRow

    @property
    def is_draft(self) -> bool:
        """Whether the version may still be changed."""
        return self.version.state is VersionState.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a person wrote, to be kept. over: the version it began from; seen: its `updated_at` then."""

    over: VersionRow
    seen: datetime | None
    wording: Wording
    author: str


def read_shop(session: Session) -> Shop:
    """Return settings and the name of who is at work."""
    person = Operators(session).at_work()
    return Shop(settings=Settings(session).get(), author=person.name if person is not None else "")


def read_templates(session: Session, wanted: TemplateFilter) -> tuple[TemplateRow, ...]:
    """Return the templates of a list, by name."""
    return Library(session).page(wanted, limit=MOST_TEMPLATES)


def read_opened(session: Session, template_id: TemplateId) -> Opened | None:
    """Return a template and the version to work on; None when it is gone."""
    library = Library(session)
    try:
        row = library.row(template_id)
        return Opened(row=row, version=_newest(library, row))
    except NotFound:
        return None


def read_versions(session: Session, template_id: TemplateId) -> tuple[VersionRow, ...]:
    """Return the versions of a template, newest first."""
    return Library(session).versions(template_id, limit=MOST_VERSIONS)


# ------------------------------------------------------------------------------------------- deeds


def keep(session: Session, typed: Typed) -> Opened:
    """Keep what was typed as the draft; Conflict when somebody else has changed it since it was read."""
    library = Library(session)
    version = typed.over
    seen = typed.seen
    if version.state is VersionState.PUBLISHED:
        row = library.row(version.template_id)
        if row.draft is not None or row.published != version.number:
            raise Conflict("template_changed")
        version = library.draft(version.template_id, author=typed.author)
        seen = None
    library.save_draft(version.id, typed.wording, author=typed.author, seen=seen)
    return Opened(row=library.row(version.template_id), version=library.version(version.id))


def publish(session: Session, template_id: TemplateId, author: str) -> Opened:
    """Publish the draft."""
    library = Library(session)
    version_id = library.publish(template_id, author=author)
    return Opened(row=library.row(template_id), version=library.version(version_id))


def roll_back(session: Session, version_id: VersionId, author: str) -> VersionRow:
    """Publish again what an older version said; a draft stays. Returns the new version."""
    library = Library(session)
    return library.version(library.roll_back(version_id, author=author))


def create(session: Session, card: TemplateCard, wording: Wording, author: str) -> TemplateId:
    """Keep a new template."""
    return Library(session).create(card, wording, author=author)


def duplicate(session: Session, template_id: TemplateId, name: str, author: str) -> TemplateId:
    """Keep a copy with what the template says now, as a draft of its own; NotFound."""
    library = Library(session)
    row = library.row(template_id)
    card = TemplateCard(name=name, folder=row.card.folder, event_kind=row.card.event_kind)
    return library.create(card, _newest(library, row).wording, author=author)


def put_away(session: Session, template_id: TemplateId, *, archived: bool) -> None:
    """Put a template into the archive, or take it back."""
    library = Library(session)
    library.describe(template_id, library.row(template_id).card, archived=archived)


def first_wording(event_kind: str, channels: Mapping[str, bool], languages: tuple[str, ...]) -> Wording:
    """Return what a new template says: the event's ready texts, else an empty text on each channel."""
    ready = ready_wording(event_kind)
    if ready is not None:
        return ready
    texts = {channel: dict.fromkeys(languages[:1], Text()) for channel, wanted in channels.items() if wanted}
    return Wording(texts=texts)


def ready_wording(event_kind: str) -> Wording | None:
    """Return the texts that an event type ships with; None when there are none."""
    try:
        ready = ready_texts(event_kind) if event_kind else None
    except NotFound:
        ready = None
    if ready is None or not ready.texts:
        return None
    texts = {channel: dict(by_language) for channel, by_language in ready.texts.items()}
    return Wording(texts=texts, policies=dict(ready.policies))


def _newest(library: Library, row: TemplateRow) -> VersionRow:
    if row.draft is None:
        return library.published(row.id)
    versions = library.versions(row.id, limit=MOST_VERSIONS)
    return next(one for one in versions if one.number == row.draft)
