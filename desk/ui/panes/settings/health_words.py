# SPDX-License-Identifier: LicenseRef-Desk
"""Says how an account does."""

from dataclasses import dataclass

from desk.services.providers import AccountRow, Health
from desk.translation import _
from desk.ui.wording import formats


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthText:
    """How an account does (translated): icon, colour token, word, sentence, verb; "" for none."""

    icon: str
    role: str
    word: str
    sentence: str
    verb: str = ""


def needs_sign_in(code: str) -> bool:
    """Whether only a new sign-in by browser helps."""
    return code.startswith("sign_in_") and code not in {
        "sign_in_unsupported",
        "sign_in_later",
        "sign_in_away",
    }


def health_text(account: AccountRow) -> HealthText:
    """Say how an account does and what helps."""
    if not account.is_active:
        sentence = _("No message leaves by it until you switch it on.")
        return HealthText(icon="pause-circle", role="text2", word=_("Resting"), sentence=sentence)
    match account.health:
        case Health.OK:
            return HealthText(
                icon="check-circle", role="ok", word=_("OK"), sentence=_("The last message was accepted.")
            )
        case Health.FAILING:
            return _failing(account)
        case Health.REFUSED if needs_sign_in(account.health_code):
            return HealthText(
                icon="x-circle",
                role="danger",
                word=_("Stopped: signed out"),
                sentence=_("Messages wait until somebody signs in again."),
                verb=_("Sign in again"),
            )
        case Health.REFUSED:
            return HealthText(
                icon="x-circle",
                role="danger",
                word=_("Stopped: password refused"),
                sentence=_("Messages wait. Correct the password, or let Desk try once more."),
                verb=_("Try again"),
            )
        case Health.UNKNOWN:
            sentence = _("Nothing has left by it yet. Test it before going live.")
            return HealthText(icon="circle-dashed", role="text2", word=_("Not used yet"), sentence=sentence)


def _failing(account: AccountRow) -> HealthText:
    since = formats.moment(account.health_at) if account.health_at is not None else ""
    again = formats.moment(account.open_until) if account.open_until is not None else ""
    sentence = _("Messages wait; nothing is lost.")
    if again:
        sentence += " " + _("Desk tries again at {time}.").format(time=again)
    return HealthText(
        icon="warning",
        role="warn",
        word=_("Failing since {time}").format(time=since),
        sentence=sentence,
        verb=_("Try again"),
    )
