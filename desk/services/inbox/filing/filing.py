# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what arrives: each mail once, in its conversation, with its customer and its record, to be found again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from desk.models import Placement, Tombstone, new_id
from desk.models.vocabulary import Direction
from desk.services.channels import unmarked
from desk.services.inbox.filing.arrival import Arrival, Filed, FiledMessage, SmsArrival
from desk.services.inbox.filing.conversations import Conversations, Open
from desk.services.inbox.filing.known import Box, Known
from desk.services.inbox.filing.letter import Reading, read
from desk.services.inbox.filing.line import Line, spoken_of
from desk.services.inbox.filing.lines import Lines
from desk.services.inbox.filing.matching import Match, record_of
from desk.services.inbox.filing.merging import Merging
from desk.services.inbox.filing.messages import Messages
from desk.services.inbox.filing.relations import Relations, Who
from desk.services.inbox.filing.shaping import First, first_row, line_of
from desk.services.inbox.filing.sms import SmsFiling
from desk.services.inbox.filing.sorting import Sorted, Sorting
from desk.services.inbox.filing.standing import Spoken
from desk.services.inbox.filing.threads import Circle, Letter, Woven, weave, whose
from desk.services.store import insert_new

ONGOING = timedelta(days=30)
"""An answer to a mail of ours joins a conversation about the same record in which something was said since."""


class Filing:
    """Files mail, in the transaction that also says how far the folder is read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = Known(session)
        self._messages = Messages(session)
        self._conversations = Conversations(session)
        self._ours: frozenset[str] = frozenset()

    def file(self, arrivals: Sequence[Arrival], now: datetime) -> Filed:
        """File mails and say what became of each; the same mail filed again only says where else it lies."""
        if not arrivals:
            return Filed()
        boxes = self._known.boxes()
        self._ours = self._known.ours(boxes)
        found = Sorting(self._session).sort(
            [read(position, arrival, self._ours, now) for position, arrival in enumerate(arrivals)]
        )
        boxes_of = {found.here[n]: one.mailbox_id for n, one in enumerate(arrivals) if n in found.here}
        self._conversations.revive(boxes_of, now)
        readings = sorted(found.new, key=lambda one: (one.at, one.position))
        filed, joined = self._take(readings, found, boxes, now) if readings else ((), {})
        self._place(arrivals, found, filed)
        insert_new(self._session, Tombstone, [_known_copy(one, now) for one in found.copies.items()])
        return Filed(
            messages=filed,
            known=len(found.here) + len(found.twins),
            skipped=found.skipped,
            proven=tuple(found.proven),
            joined=joined,
        )

    def file_sms(self, arrivals: Sequence[SmsArrival], now: datetime) -> Filed:
        """File short messages that customers sent; one whose reference is known changes nothing."""
        return SmsFiling(self._session).file(arrivals, now)

    def keep_sms(self, arrival: SmsArrival, now: datetime) -> bool:
        """Keep a short message that could not be filed where a person sees it; return whether it is new."""
        return SmsFiling(self._session).keep(arrival, now)

    # ---------------------------------------------------------------------------------------- new mail

    def _take(
        self, readings: Sequence[Reading], found: Sorted, boxes: Mapping[str, Box], now: datetime
    ) -> tuple[tuple[FiledMessage, ...], dict[str, str]]:
        who = Relations(self._session).of(readings, found.deliveries)
        woven, kept = self._weave(readings, who, now)
        joined = {one: woven.final(one) for one in woven.merged if one in kept}
        if joined:
            Merging(self._session).join(joined, now)
            kept = self._conversations.open({woven.final(one) for one in kept})
        lines = [
            line_of(reading, conversation_id, who[reading.position], boxes.get(reading.arrival.mailbox_id))
            for reading, conversation_id in zip(readings, woven.conversations, strict=True)
        ]
        spoken = [spoken_of(line, line.id) for line in lines]
        matches = self._matches(readings, lines, who, kept)
        self._keep((readings, lines, spoken), kept, matches, (who, boxes, now))
        self._messages.refer({link: woven.final(one) for link, one in woven.links.items()}, replaces=True)
        return tuple(map(_filed, readings, lines, spoken)), joined

    def _weave(
        self, readings: Sequence[Reading], who: Mapping[int, Who], now: datetime
    ) -> tuple[Woven, dict[str, Open]]:
        """Decide on conversations; return also those that are there already."""
        named = {one for reading in readings for one in (reading.header_id, *reading.references)}
        links = self._known.links(named)
        hints = self._hints(readings, who, now)
        there = {one for parties in links.values() for one in parties.values()} | set(hints.values())
        kept, now_in = self._standing(there)
        links = {
            header_id: {party: now_in[one] for party, one in parties.items() if one in now_in}
            for header_id, parties in links.items()
        }
        hints = {position: now_in[one] for position, one in hints.items() if one in now_in}
        letters = [
            _letter(reading, who[reading.position], hints.get(reading.position)) for reading in readings
        ]
        separate = {one.id for one in kept.values() if one.is_separate}
        return weave(letters, links, separate, new_id, self._circles(kept)), kept

    def _circles(self, kept: Mapping[str, Open]) -> dict[str, Circle]:
        """Return who takes part in conversations; the shop itself is in all of them and counts in none."""
        people = self._known.people(kept)
        circles = {}
        for id_, one in kept.items():
            told = people.get(id_, set()) | ({one.correspondent} if one.correspondent else set())
            outside = frozenset(each for each in told if unmarked(each) not in self._ours)
            circles[id_] = Circle(people=outside | whose(one.customer_id), customer_id=one.customer_id)
        return circles

    def _standing(self, ids: Collection[str]) -> tuple[dict[str, Open], dict[str, str]]:
        """Return the conversations that still take mail, and which of them each id means now.

        What was deleted takes none: an answer to it begins anew, for somebody to see it.
        """
        found = self._conversations.open(ids)
        into = {one.merged_into for one in found.values() if one.merged_into} - found.keys()
        found |= self._conversations.open({one for one in into if one})
        now_in = {id_: found[id_].merged_into or id_ for id_ in ids if id_ in found}
        kept = {id_: one for id_, one in found.items() if not one.is_deleted and not one.merged_into}
        return kept, {id_: meant for id_, meant in now_in.items() if meant in kept}

    def _hints(self, readings: Sequence[Reading], who: Mapping[int, Who], now: datetime) -> dict[int, str]:
        """Return position → conversation, where a token or a mail of ours leads to one."""
        records = {one.answered_record for one in who.values() if one.answered_record}
        about = self._conversations.about(records, now - ONGOING)
        hints = {}
        for reading in readings:
            one = who[reading.position]
            ongoing = about.get((one.answered_record or "", one.customer_id or ""))
            hint = one.token_conversation or ongoing
            if hint:
                hints[reading.position] = hint
        return hints

    def _matches(
        self,
        readings: Sequence[Reading],
        lines: Sequence[Line],
        who: Mapping[int, Who],
        kept: Mapping[str, Open],
    ) -> dict[str, Match]:
        """Return conversation → its record, or those to choose from, where it has none yet."""
        open_ones = [
            (reading, line)
            for reading, line in zip(readings, lines, strict=True)
            if line.conversation_id not in kept or kept[line.conversation_id].record_id is None
        ]
        customers = {whose for reading, _ in open_ones if (whose := who[reading.position].customer_id)}
        records = self._known.records(customers)
        found: dict[str, Match] = {}
        for reading, line in open_ones:
            before = found.get(line.conversation_id)
            if before is not None and before.record_id is not None:
                continue
            one = who[reading.position]
            facts = records.get(one.customer_id or "", ()) if one.is_customers else ()
            words = f"{line.subject}\n{line.text}" if facts else ""
            match = record_of(one.told_records, facts, words)
            if match.record_id or (match.choices and before is None):
                found[line.conversation_id] = match
        return found

    def _keep(
        self,
        new: tuple[Sequence[Reading], Sequence[Line], Sequence[Spoken]],
        kept: Mapping[str, Open],
        matches: Mapping[str, Match],
        told: tuple[Mapping[int, Who], Mapping[str, Box], datetime],
    ) -> None:
        (readings, lines, spoken), (who, boxes, now) = new, told
        begun: defaultdict[str, list[First]] = defaultdict(list)
        grown: defaultdict[str, list[Spoken]] = defaultdict(list)
        for reading, line, said in zip(readings, lines, spoken, strict=True):
            if line.conversation_id in kept:
                grown[line.conversation_id].append(said)
            else:
                begun[line.conversation_id].append(First(reading, line, said))
        self._conversations.begin(
            [first_row(theirs, who, boxes, matches.get(id_, Match()), now) for id_, theirs in begun.items()]
        )
        self._messages.keep_bytes(
            {
                line.raw_sha256: one.arrival.raw
                for one, line in zip(readings, lines, strict=True)
                if line.raw_sha256
            }
        )
        self._messages.add(lines)
        Lines(self._session).follow(kept, grown, matches, now)

    # -------------------------------------------------------------------------------------- placements

    def _place(self, arrivals: Sequence[Arrival], found: Sorted, filed: Sequence[FiledMessage]) -> None:
        """Keep where each message lies, wherever it is known."""
        ids = found.here | {one.position: one.message_id for one in filed}
        ids |= {position: ids[twin] for position, twin in found.twins.items() if twin in ids}
        rows = [
            {
                "folder_id": arrival.folder_id,
                "uid": arrival.uid,
                "message_id": ids[position],
                "flags": arrival.flags,
            }
            for position, arrival in enumerate(arrivals)
            if position in ids
        ]
        insert_new(self._session, Placement, rows)


def _letter(reading: Reading, who: Who, hint: str | None) -> Letter:
    """Return what threading knows of a mail; only somebody's own words can be a stranger's."""
    is_words = reading.direction is Direction.INCOMING
    writers = frozenset({reading.other.address.casefold()[:320]}) if is_words else frozenset()
    return Letter(
        header_id=reading.header_id,
        references=reading.references,
        parties=reading.parties,
        is_anchor=reading.is_anchor,
        hint=hint,
        writers=writers | whose(who.customer_id) if writers and who.is_from_owner else writers,
        customer_id=who.customer_id,
        is_report=reading.direction is Direction.SYSTEM,
    )


def _known_copy(found: tuple[str, str], now: datetime) -> dict[str, object]:
    """Return what keeps the copy of a rule's mail out of the list, into whichever folder somebody moves it."""
    header_id, content = found
    return {
        "header_id": header_id,
        "content_sum": content,
        "deleted_at": now,
        "operator_id": None,
        "on_server": False,
    }


def _filed(reading: Reading, line: Line, said: Spoken) -> FiledMessage:
    return FiledMessage(
        position=reading.position,
        message_id=line.id,
        conversation_id=line.conversation_id,
        customer_id=line.customer_id,
        at=line.at,
        is_waking=said.asks,
    )
