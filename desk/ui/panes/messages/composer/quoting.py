# SPDX-License-Identifier: LicenseRef-Desk
"""Puts a message into another one: as a quote, or as what is passed on."""

from desk.errors import Problem, Refused
from desk.models.vocabulary import Direction
from desk.services.inbox import MessageRow, is_passed_on
from desk.translation import _, pgettext
from desk.ui.panes.messages.long_text import beginning
from desk.ui.wording import formats

_MARK = "> "
_CHARACTERS, _LINES = 20_000, 500
"""So much of a message is put into another one; the editor lays it out while the window stands still."""
_SAID = frozenset({Direction.INCOMING, Direction.OUTGOING})


def may_leave(message: MessageRow) -> bool:
    """Whether words of a message may go to somebody else; those of a note or a system line stay in the house."""
    return message.direction in _SAID


def quoted(text: str, who: str = "", at: str = "") -> str:
    """Return `text` as a quote: every line behind a mark, under who wrote it and when."""
    lines = [f"{_MARK}{line}".rstrip() for line in _short(text).splitlines()]
    head = [_("{who} wrote on {when}:").format(who=who, when=at)] if who and at else []
    return "\n".join([*head, *lines, ""])


def quote_of(message: MessageRow) -> str:
    """Return a message as a quote. Refused (note_is_internal) for what stays in the house."""
    _check(message)
    return quoted(message.text, _name(message), formats.instant(message.at))


def passed_on(message: MessageRow) -> str:
    """Return what a message that is passed on says: a head, and its words. Refused as in quote_of."""
    _check(message)
    facts = (
        (pgettext("mail", "From"), _person(message.sender_name, message.sender)),
        (_("Date"), formats.instant(message.at)),
        (_("Subject"), message.subject),
    )
    head = [_("---------- Forwarded message ----------")]
    head += [_("{label}: {value}").format(label=label, value=value) for label, value in facts if value]
    return "\n".join(["", "", *head, "", _short(message.text), ""])


def passed_on_subject(subject: str) -> str:
    """Return the subject of what is passed on."""
    prefix = _("Fwd:")
    is_known = is_passed_on(subject) or subject.casefold().startswith(prefix.casefold())
    return subject if is_known else f"{prefix} {subject}".strip()


def _check(message: MessageRow) -> None:
    if not may_leave(message):
        raise Refused(Problem(code="note_is_internal", place="kind"))


def _short(text: str) -> str:
    return beginning(text.strip(), _CHARACTERS, _LINES)


def _name(message: MessageRow) -> str:
    return message.sender_name or message.sender


def _person(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address and name != address else name or address
