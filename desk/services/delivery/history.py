# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the history readable to a million rows: pages by key, one detail at a time."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from desk.errors import NotFound
from desk.models import (
    Attempt,
    Content,
    Customer,
    Delivery,
    Evaluation,
    Notification,
    Operator,
    Provider,
    Record,
    Rule,
    Template,
    TemplateVersion,
    Written,
)
from desk.models.columns import Json
from desk.models.identity import CustomerId
from desk.models.vocabulary import (
    AttemptOutcome,
    Channel,
    DeliveryState,
    Outcome,
    Reason,
    Standing,
    VersionState,
)
from desk.services.delivery.finding import Finding, HistoryFilter
from desk.services.shop import CUSTOMER_NAME
from desk.services.store import AnyRow

NO_RULE = ""
"""The rule of what no rule sent."""
MOST_COUNTED = 1_000
"""So many things that wait for a person are counted; nobody acts on the exact number beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One line of the history. customer_name: of the operator, where a rule tells staff; "" when gone.

    rule_name: who wrote it, where no rule sent it (`is_written`).
    """

    id: str
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None
    customer_id: str
    customer_name: str
    rule_id: str
    rule_name: str
    channel: Channel
    address: str
    state: DeliveryState
    standing: Standing
    reason: Reason | None
    record_id: str | None
    record_reference: str
    attempts: int
    error: str
    message_id: str
    resend_of: str | None
    location_id: str | None = None
    record_kind: str = ""

    @property
    def key(self) -> str:
        """What the next page begins after."""
        return self.id

    @property
    def is_written(self) -> bool:
        """Whether a person or a bot wrote it, and no rule sent it."""
        return self.rule_id == NO_RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One call to a provider."""

    number: int
    started_at: datetime
    ended_at: datetime
    outcome: AttemptOutcome
    code: str
    reply: str
    provider_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentContent:
    """What was said, as it left; html "" when there was none."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetail:
    """Everything about one delivery. trace: the decision's steps as kept, in order.

    template_version: the number of the pinned one; newest_version: of the newest published one (0: none).
    resent_at: when it was last sent again. approved_by: "" while nobody had to, or has.
    """

    row: DeliveryRow
    event_id: str
    event_kind: str
    notification_id: str
    evaluation_id: str
    rule_version: int
    outcome: Outcome | None
    decision_reason: Reason | None
    decided_at: datetime | None
    trace: Sequence[Json]
    language: str
    topic: str
    provider_name: str
    attempts: tuple[AttemptRow, ...]
    content: SentContent | None
    template_version_id: str | None = None
    template_id: str | None = None
    template_name: str = ""
    template_version: int = 0
    newest_version: int = 0
    resent_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """How much waits for a person, each MOST_COUNTED at most. unhandled: failures not sent again."""

    unhandled: int = 0
    awaiting: int = 0
    unconfirmed: int = 0


def pack_content(text: str, html: str) -> bytes:
    """Return what `Content.body` keeps."""
    return zlib.compress(orjson.dumps({"text": text, "html": html}), 1)


class History:
    """Everything that left, waits, or could not leave."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, wanted: HistoryFilter, after: str | None = None, limit: int = 200
    ) -> tuple[DeliveryRow, ...]:
        """Return lines, newest first, beginning after the line with key `after`."""
        return self.rows(Finding(self._session).ids(wanted, after, limit))

    def rows(self, ids: Sequence[str]) -> tuple[DeliveryRow, ...]:
        """Return the lines of `ids`, newest first; ids that are gone are left out."""
        if not ids:
            return ()
        query = _ROW.where(Delivery.id.in_(ids)).order_by(Delivery.id.desc())
        return tuple(_row(row) for row in self._session.execute(query))

    def detail(self, delivery_id: str) -> DeliveryDetail:
        """Return everything about one delivery; NotFound when it is gone."""
        rows = self.rows([delivery_id])
        if not rows:
            raise NotFound("delivery", id=delivery_id)
        more = self._session.execute(_MORE.where(Delivery.id == delivery_id)).one()
        return DeliveryDetail(
            row=rows[0],
            event_id=more.event_id,
            event_kind=more.event_kind,
            notification_id=more.notification_id,
            evaluation_id=more.evaluation_id,
            rule_version=more.rule_version or 0,
            outcome=more.outcome,
            decision_reason=more.decision_reason,
            decided_at=more.at,
            trace=tuple(more.trace or ()),
            language=more.language,
            topic=more.topic,
            provider_name=more.provider_name or "",
            attempts=self._attempts(delivery_id),
            content=self._content(delivery_id),
            template_version_id=more.template_version_id,
            template_id=more.template_id,
            template_name=more.template_name or "",
            template_version=more.template_version or 0,
            newest_version=more.newest_version or 0,
            resent_at=more.resent_at,
            approved_by=more.approved_by,
            approved_at=more.approved_at,
        )

    def upcoming(self, customer_id: CustomerId, limit: int) -> tuple[DeliveryRow, ...]:
        """Return what is still to leave to a customer, or is held, the next first."""
        waiting = [
            row
            for standing in (Standing.PLANNED, Standing.HELD)
            for row in self.page(HistoryFilter(customer_id=customer_id, standing=standing), limit=limit)
        ]
        return tuple(sorted(waiting, key=lambda row: row.due_at)[:limit])

    def pressing(self, since: datetime) -> Pressing:
        """Return what waits for a person; of the failures only those made `since`."""
        finding = Finding(self._session)
        return Pressing(
            unhandled=len(finding.ids(HistoryFilter(unhandled=True, since=since), None, MOST_COUNTED)),
            awaiting=len(finding.ids(HistoryFilter(awaiting=True), None, MOST_COUNTED)),
            unconfirmed=len(finding.ids(HistoryFilter(standing=Standing.UNCONFIRMED), None, MOST_COUNTED)),
        )

    def waiting(self) -> int:
        """Return how many deliveries have not left yet (queued, sending, handed over)."""
        return sum(
            self._session.execute(select(func.count()).where(Delivery.standing == standing)).scalar_one()
            for standing in (Standing.PLANNED, Standing.HELD)
        )

    def _attempts(self, delivery_id: str) -> tuple[AttemptRow, ...]:
        query = (
            select(Attempt, Provider.name)
            .join(Provider, Provider.id == Attempt.provider_id, isouter=True)
            .where(Attempt.delivery_id == delivery_id)
            .order_by(Attempt.id)
            .limit(100)
        )
        return tuple(
            AttemptRow(
                number=attempt.number,
                started_at=attempt.started_at,
                ended_at=attempt.ended_at,
                outcome=attempt.outcome,
                code=attempt.code,
                reply=attempt.reply,
                provider_name=name or "",
            )
            for attempt, name in self._session.execute(query)
        )

    def _content(self, delivery_id: str) -> SentContent | None:
        row = self._session.execute(
            select(Content.subject, Content.body).where(Content.delivery_id == delivery_id)
        ).one_or_none()
        if row is None:
            return self._written(delivery_id)
        body = orjson.loads(zlib.decompress(row.body))
        return SentContent(subject=row.subject, text=body["text"], html=body["html"])

    def _written(self, delivery_id: str) -> SentContent | None:
        """Return what was written and has not left; None where a rule speaks."""
        query = (
            select(Written.content)
            .join(Delivery, Delivery.notification_id == Written.notification_id)
            .where(Delivery.id == delivery_id)
        )
        found = self._session.execute(query).scalar_one_or_none()
        if found is None:
            return None
        return SentContent(subject=found["subject"], text=found["text"], html=found["html"])


_NAME = func.coalesce(CUSTOMER_NAME, Operator.name).label("customer_name")

_ROW = (
    select(
        Delivery.id,
        Delivery.created_at,
        Delivery.due_at,
        Delivery.settled_at,
        Delivery.customer_id,
        _NAME,
        Delivery.rule_id,
        Rule.name.label("rule_name"),
        Delivery.channel,
        Delivery.address,
        Delivery.state,
        Delivery.standing,
        Delivery.reason,
        Delivery.record_id,
        Record.reference,
        Delivery.attempts,
        Delivery.error,
        Delivery.message_id,
        Delivery.resend_of,
        Delivery.location_id,
        Record.kind.label("record_kind"),
        Notification.approved_by.label("author"),
    )
    .join(Notification, Notification.id == Delivery.notification_id)
    .join(Customer, Customer.id == Delivery.customer_id, isouter=True)
    .join(Rule, Rule.id == Delivery.rule_id, isouter=True)
    .join(Record, Record.id == Delivery.record_id, isouter=True)
    .join(Operator, Operator.id == Delivery.customer_id, isouter=True)
)

_later = aliased(Delivery)
_newer = aliased(TemplateVersion)

_MORE = (
    select(
        Delivery.notification_id,
        Notification.approved_at,
        Notification.approved_by,
        Notification.template_version_id,
        TemplateVersion.template_id,
        TemplateVersion.number.label("template_version"),
        Template.name.label("template_name"),
        select(func.max(_newer.number))
        .where(_newer.template_id == TemplateVersion.template_id, _newer.state == VersionState.PUBLISHED)
        .scalar_subquery()
        .label("newest_version"),
        select(func.max(_later.created_at))
        .where(_later.resend_of == Delivery.id, _later.standing != Standing.CANCELLED)
        .scalar_subquery()
        .label("resent_at"),
        Notification.event_id,
        Notification.event_kind,
        Notification.evaluation_id,
        Notification.language,
        Notification.topic,
        Evaluation.rule_version,
        Evaluation.outcome,
        Evaluation.reason.label("decision_reason"),
        Evaluation.at,
        Evaluation.trace,
        Provider.name.label("provider_name"),
    )
    .join(Notification, Notification.id == Delivery.notification_id)
    .join(Evaluation, Evaluation.id == Notification.evaluation_id, isouter=True)
    .join(Provider, Provider.id == Delivery.provider_id, isouter=True)
    .join(TemplateVersion, TemplateVersion.id == Notification.template_version_id, isouter=True)
    .join(Template, Template.id == TemplateVersion.template_id, isouter=True)
)


def _row(row: AnyRow) -> DeliveryRow:
    return DeliveryRow(
        id=row.id,
        created_at=row.created_at,
        due_at=row.due_at,
        settled_at=row.settled_at,
        customer_id=row.customer_id,
        customer_name=(row.customer_name or "").strip(),
        rule_id=row.rule_id,
        rule_name=row.rule_name or (row.author if row.rule_id == NO_RULE else ""),
        channel=row.channel,
        address=row.address,
        state=row.state,
        standing=row.standing,
        reason=row.reason,
        record_id=row.record_id,
        record_reference=row.reference or "",
        attempts=row.attempts,
        error=row.error,
        message_id=row.message_id or "",
        resend_of=row.resend_of,
        location_id=row.location_id,
        record_kind=row.record_kind or "",
    )
