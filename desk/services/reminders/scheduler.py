# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps the agenda true to rules and subjects: joins their keepers inside one block."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from desk import clock
from desk.services.events import kind_of
from desk.services.reminders.agenda import Agenda, Scope
from desk.services.reminders.subjects import Subject, Subjects
from desk.services.reminders.timing import drafts_for
from desk.services.rules import RuleView, RuleViews
from desk.services.shop import Settings
from desk.services.store import Session

PAGE = 200
"""Subjects looked at in one block."""


class Scheduler:
    """Plans timers.

    Whoever changes a record, customer or rule may call it in the same block, then announces Change.TIMERS;
    what nobody calls it for, the sweep finds within seconds.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._agenda = Agenda(session)
        self._views = RuleViews(session)
        settings = Settings(session).get()
        self._subjects = Subjects(session, settings)
        self._leap = settings.leap_birthday

    def records_changed(self, *record_ids: str) -> None:
        """Plan anew for records, and for what their customers' last visits set off."""
        found = self._subjects.records(ids=record_ids, limit=len(record_ids))
        self.plan(self._views.timed(), found)
        self.customers_changed(*{subject.customer_id for subject in found})

    def customers_changed(self, *customer_ids: str) -> None:
        """Plan anew for customers."""
        self.plan(self._views.timed(), self._subjects.customers(ids=customer_ids, limit=len(customer_ids)))

    def next_of(
        self,
        rules: Sequence[RuleView],
        *,
        record_ids: Collection[str] = (),
        customer_ids: Collection[str] = (),
    ) -> None:
        """Plan what comes next of some rules for some subjects: they have just fired."""
        if record_ids:
            self.plan(rules, self._subjects.records(ids=record_ids, limit=len(record_ids)))
        if customer_ids:
            self.plan(rules, self._subjects.customers(ids=customer_ids, limit=len(customer_ids)))

    def rule_changed(self, rule_id: str, *, after: str = "") -> str | None:
        """Plan anew for a rule and the subjects that follow `after`; return where the next page starts.

        None when there is none. A rule that is not active, or gone, loses what waits for it.
        """
        rule = next((view for view in self._views.timed() if view.id == rule_id), None)
        if rule is None:
            self._agenda.cancel(rule_id=rule_id)
            return None
        kind = kind_of(rule.spec.trigger.event_kind)
        if kind is not None:
            page = self._subjects.records(kind=kind.name, after=after, limit=PAGE)
        else:
            page = self._subjects.customers(after=after, limit=PAGE)
        self.plan([rule], page)
        return page[-1].id if len(page) == PAGE else None

    def changed_since(self, since: datetime, *, after: str = "") -> str | None:
        """Plan anew for the records changed since an instant that follow `after`; as `rule_changed`."""
        page = self._subjects.records(since=since, after=after, limit=PAGE)
        self.plan(self._views.timed(), page)
        self.customers_changed(*{subject.customer_id for subject in page})
        return page[-1].id if len(page) == PAGE else None

    def customers_since(self, since: datetime, *, after: str = "") -> str | None:
        """Plan anew for the page of customers changed since an instant; as `changed_since`."""
        page = self._subjects.customers(since=since, after=after, limit=PAGE)
        self.plan(self._views.timed(), page)
        return page[-1].id if len(page) == PAGE else None

    def plan(self, rules: Iterable[RuleView], subjects: Sequence[Subject]) -> None:
        """Make the agenda hold what rules want for subjects from now on, and nothing else of theirs."""
        now = clock.now()
        for rule in rules:
            kind = kind_of(rule.spec.trigger.event_kind)
            wanted = [subject for subject in subjects if subject.kind == (kind.name if kind else "")]
            if wanted:
                drafts = [draft for one in wanted for draft in drafts_for(rule, one, self._leap, now)]
                self._agenda.replace(drafts, _scope(rule, wanted), now)


def _scope(rule: RuleView, subjects: Sequence[Subject]) -> Scope:
    records = tuple(subject.record_id for subject in subjects if subject.record_id)
    customers = () if records else tuple(subject.customer_id for subject in subjects)
    return Scope(rule_id=rule.id, record_ids=records, customer_ids=customers)
