# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps who looks after conversations, and who follows them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from desk.errors import Problem, Refused
from desk.models import Membership, Operator
from desk.models.vocabulary import MembershipKind
from desk.services.inbox.handling.deeds import Deeds, of_kind
from desk.services.inbox.handling.undo import Undo
from desk.services.inbox.notices import ASSIGNED, NoticeDraft, Notices
from desk.services.inbox.tidings import Tidings
from desk.services.shop import Deed, needs
from desk.services.store import AnyRow, insert_rows, portions

MOST_ASSIGNEES = 20


class Assigning(Deeds):
    """Who looks after what."""

    @needs(Deed.ASSIGN)
    def assign(
        self, ids: Collection[str], operator_ids: Sequence[str], *, by: str | None, at: datetime
    ) -> Undo:
        """Give conversations to these operators and nobody else; () takes them from everybody.

        Who is new to one is told. Refused("unknown_operator", "too_many_operators").
        """
        wanted = list(dict.fromkeys(operator_ids))
        self._check(wanted)
        rows = [row for row in self._held(ids) if list(row.assignee_ids) != wanted]
        touched = [row.id for row in rows]
        members = self._members(touched)
        before = self._change(rows, {"assignee_ids": wanted}, at)
        self._replace(touched, wanted, MembershipKind.ASSIGNED, at)
        lines = self._say(touched, "assigned" if wanted else "unassigned", by, at, operator_ids=wanted)
        news = self._news(rows, wanted, by)
        Notices(self._session).add(news, at)
        events = Tidings(self._session).assigned(_new_to(news), by=by, at=at)
        return Undo(
            deed="assigned" if wanted else "unassigned",
            count=len(before),
            conversations=before,
            member_of=tuple(touched),
            members=members,
            lines=lines,
            events=events,
        )

    def follow(self, ids: Collection[str], operator_id: str, *, at: datetime, on: bool = True) -> Undo:
        """Let an operator hear of what is said in conversations, or hear no more."""
        self._check([operator_id])
        rows = self._held(ids)
        members = self._members([row.id for row in rows])
        following = {
            row.id for row in rows if operator_id in of_kind(members, row.id, MembershipKind.FOLLOWING)
        }
        touched = [row.id for row in rows if (row.id in following) is not on]
        if on:
            self._add(touched, [operator_id], MembershipKind.FOLLOWING, at)
        else:
            self._drop(touched, MembershipKind.FOLLOWING, operator_id)
        return Undo(
            deed="followed" if on else "unfollowed",
            count=len(touched),
            member_of=tuple(touched),
            members=tuple(one for one in members if one.conversation_id in touched),
        )

    def _check(self, operator_ids: Sequence[str]) -> None:
        if len(operator_ids) > MOST_ASSIGNEES:
            raise Refused(Problem(code="too_many_operators", place="operators"))
        query = select(Operator.id).where(Operator.id.in_(operator_ids), Operator.is_active)
        known = set(self._session.scalars(query))
        if unknown := [id_ for id_ in operator_ids if id_ not in known]:
            raise Refused(Problem(code="unknown_operator", place="operators", details={"id": unknown[0]}))

    def _replace(
        self,
        conversation_ids: Collection[str],
        operator_ids: Sequence[str],
        kind: MembershipKind,
        at: datetime,
    ) -> None:
        self._drop(conversation_ids, kind)
        self._add(conversation_ids, operator_ids, kind, at)

    def _add(
        self,
        conversation_ids: Collection[str],
        operator_ids: Sequence[str],
        kind: MembershipKind,
        at: datetime,
    ) -> None:
        rows = [
            {"conversation_id": id_, "operator_id": operator_id, "kind": kind, "created_at": at}
            for id_ in conversation_ids
            for operator_id in operator_ids
        ]
        insert_rows(self._session, Membership, rows)

    def _drop(self, conversation_ids: Collection[str], kind: MembershipKind, operator_id: str = "") -> None:
        for some in portions(conversation_ids):
            query = delete(Membership).where(Membership.conversation_id.in_(some), Membership.kind == kind)
            self._session.execute(
                query.where(Membership.operator_id == operator_id) if operator_id else query
            )

    def _news(self, rows: Collection[AnyRow], wanted: Sequence[str], by: str | None) -> list[NoticeDraft]:
        """Return what to tell those who are new to conversations; nobody is told of their own deed."""
        who = self._session.scalar(select(Operator.name).where(Operator.id == by)) or ""
        return [
            NoticeDraft(
                operator_id=operator_id,
                kind=ASSIGNED,
                conversation_id=row.id,
                detail={
                    "who": who,
                    "subject": row.subject,
                    "customer": row.correspondent_name or row.correspondent,
                },
            )
            for row in rows
            for operator_id in wanted
            if operator_id not in row.assignee_ids and operator_id != by
        ]


def _new_to(news: Iterable[NoticeDraft]) -> Mapping[str, Sequence[str]]:
    """Return conversation → those who are told that it is theirs."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in news:
        found[one.conversation_id or ""].append(one.operator_id)
    return found
