# SPDX-License-Identifier: LicenseRef-Desk
"""Asks whether to do something to many sends: how many, who is left out and why."""

from collections.abc import Mapping

from desk.translation import N_, _, ngettext
from desk.ui.panes.sends.bulk import DeedKind, LeftOut, Plan
from desk.ui.panes.sends.words import lowered
from desk.ui.wording import reason_text

_LEFT: Mapping[LeftOut, str] = {
    LeftOut.WAITING: N_("not sent yet"),
    LeftOut.IN_DOUBT: N_("perhaps arrived already"),
    LeftOut.OVER: N_("over already"),
    LeftOut.NOT_ASKED: N_("needs no approval"),
    LeftOut.TOO_MANY: N_("too many at once"),
    LeftOut.GONE: N_("no longer there"),
}


def plan_text(plan: Plan) -> str:
    """Ask whether to do it: how many, who is left out and why."""
    count, names = len(plan.going), {row.customer_name for row in plan.going}
    asked = _question(plan.kind, count) if count else _("Nothing of this can be done.")
    if count == 1:
        asked = f"{asked} ({next(iter(names))})"
    parts = [asked]
    if plan.repeated:
        parts.append(
            ngettext(
                "{count} has arrived already: the customer gets it twice.",
                "{count} have arrived already: the customers get them twice.",
                plan.repeated,
            ).format(count=plan.repeated)
        )
    if plan.left:
        parts.append(_left_text(plan))
    return " ".join(parts)


def plan_verb(plan: Plan) -> str:
    """Return the words of the button that does it."""
    match plan.kind:
        case DeedKind.RESEND | DeedKind.RESEND_NEWEST:
            text = ngettext("Send {count} again", "Send {count} again", len(plan.going))
        case DeedKind.APPROVE:
            text = ngettext("Approve {count}", "Approve {count}", len(plan.going))
        case _:
            text = ngettext("Call off {count}", "Call off {count}", len(plan.going))
    return text.format(count=len(plan.going))


def _question(kind: DeedKind, count: int) -> str:
    match kind:
        case DeedKind.RESEND:
            text = ngettext("Send {count} message again?", "Send {count} messages again?", count)
        case DeedKind.RESEND_NEWEST:
            text = ngettext(
                "Send {count} message again with today’s text?",
                "Send {count} messages again with today’s text?",
                count,
            )
        case DeedKind.APPROVE:
            text = ngettext("Approve {count} message?", "Approve {count} messages?", count)
        case _:
            text = ngettext("Call off {count} message?", "Call off {count} messages?", count)
    return text.format(count=count)


def _left_text(plan: Plan) -> str:
    parts = []
    for why, rows in plan.left:
        said = _(_LEFT[why]) if isinstance(why, LeftOut) else lowered(reason_text(why).title)
        names = list(dict.fromkeys(row.customer_name for row in rows if row.customer_name))
        who = ", ".join(names[:2]) + ("…" if len(names) > 2 else "")
        parts.append(f"{said} ({len(rows)}{_(': ')}{who})" if who else f"{said} ({len(rows)})")
    left = ngettext("{count} is left out: {why}.", "{count} are left out: {why}.", plan.left_count)
    return left.format(count=plan.left_count, why=", ".join(parts))
