# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps nothing of its own: looks up to whom arriving mail belongs, and what it says so by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from desk.models.vocabulary import Direction, PointKind
from desk.services.channels import TokenKind, token_in
from desk.services.inbox.filing.known import Answered, Known, Owner
from desk.services.inbox.filing.letter import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """To whom a mail belongs. owner: the customer on the other side, None: nobody known, or several.

    answered: the delivery of ours that it is an answer to, or is about. told_records: surest first. is_from_owner:
    known by the sender's own address, and not by where the answer is to go.
    """

    owner: Owner | None = None
    answered: Answered | None = None
    token_conversation: str | None = None
    token_record: str | None = None
    is_from_owner: bool = False
    is_customers: bool = False
    """A customer's own words, in which a number of theirs may stand."""

    @property
    def customer_id(self) -> str | None:
        return self.owner.id if self.owner is not None else None

    @property
    def answered_record(self) -> str | None:
        return self.answered.record_id if self.answered is not None else None

    @property
    def told_records(self) -> tuple[str, ...]:
        return tuple(one for one in (self.token_record, self.answered_record) if one)


class Relations:
    """Finds the people behind mail."""

    def __init__(self, session: Session) -> None:
        self._known = Known(session)

    def of(self, readings: Sequence[Reading], deliveries: Mapping[str, Answered]) -> dict[int, Who]:
        """Return position → to whom each mail belongs. deliveries: Message-ID → one of ours that is named."""
        addresses = {one for reading in readings for one in _addresses(reading)}
        owners = self._known.owners(PointKind.EMAIL, addresses)
        found = {reading.position: _who(reading, owners, deliveries) for reading in readings}
        theirs = self._known.owners_of_records(
            {who.token_record for who in found.values() if who.token_record}
        )
        return {position: _checked(who, theirs) for position, who in found.items()}


def _checked(who: Who, theirs: Mapping[str, str]) -> Who:
    """Return it without a record's token that is no record's, or that of another customer than who writes.

    theirs: record → its customer.
    """
    if who.token_record is None or (who.customer_id and theirs.get(who.token_record) == who.customer_id):
        return who
    return replace(who, token_record=None)


def _addresses(reading: Reading) -> tuple[str, ...]:
    """Return the addresses by which the other side may be known, surest first."""
    told = [reading.other.address]
    if reading.direction is Direction.INCOMING:
        told += [one.address for one in reading.mail.reply_to[:3]]
    return tuple(dict.fromkeys(one for one in told if one))


def _who(
    reading: Reading, owners: Mapping[str, tuple[Owner, ...]], deliveries: Mapping[str, Answered]
) -> Who:
    answered = next((deliveries[one] for one in reversed(reading.references) if one in deliveries), None)
    fitting: tuple[Owner, ...] = ()
    for address in _addresses(reading):
        fitting = owners.get(address.casefold(), ())
        if fitting:
            break
    if len(fitting) > 1 and answered is not None:
        fitting = tuple(one for one in fitting if one.id == answered.customer_id) or fitting
    mail = reading.mail
    own = owners.get(reading.other.address.casefold(), ())
    token = token_in([one.address for one in (*mail.to, *mail.cc)] + [mail.headers.get("delivered-to", "")])
    kind, named = token or (None, None)
    return Who(
        owner=fitting[0] if len(fitting) == 1 else None,
        answered=answered,
        is_from_owner=len(fitting) == 1 and fitting[0] in own,
        token_conversation=named if kind is TokenKind.CONVERSATION else None,
        token_record=named if kind is TokenKind.RECORD else None,
        is_customers=reading.direction is Direction.INCOMING and not reading.is_automatic,
    )
