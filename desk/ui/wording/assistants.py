# SPDX-License-Identifier: LicenseRef-Desk
"""Says what went wrong with an engine or a bot, and what helps."""

from collections.abc import Mapping

from desk.errors import DeskError
from desk.translation import N_, _
from desk.ui.wording.failures import failure_text

_KNOWN: Mapping[str, str] = {
    "no_engine": N_("No translation engine is set up."),
    "engine_key_missing": N_("The engine needs a key. Copy it from your account there."),
    "engine_key_refused": N_("The engine refuses the key. Copy it again from your account there."),
    "engine_quota_spent": N_(
        "The characters of this month are spent. Translating goes on next month, or with a larger plan."
    ),
    "engine_not_there": N_("Nothing that translates answers at this address. Check it."),
    "engine_busy": N_("The engine is busy. Desk tries again by itself."),
    "engine_failed": N_("The engine failed. Desk tries again by itself."),
    "engine_garbled": N_("What answers there is no translation engine. Check the address."),
    "engine_refused": N_("The engine refuses this text or does not know one of the languages."),
    "text_too_long": N_("The text is too long to be translated."),
    "bot_key_refused": N_("The program refuses the key. Copy it again."),
    "bot_quota_spent": N_("The credit of the account is spent."),
    "bot_not_there": N_("No bot answers at this address. Check it."),
    "bot_busy": N_("The program is busy or failing. Desk tries again by itself."),
    "bot_garbled": N_("What answers there does not answer as a bot does. The manual says how it must."),
    "bot_too_long": N_("The answer is longer than 4,000 characters, so it is not sent."),
    "bot_refused": N_("The program refuses the question."),
    "address_not_secure": N_(
        "Outside the shop the address must begin with https://, so that nobody reads along."
    ),
    "bad_url": N_("This is not a web address."),
    "missing_field": N_("Something is missing in the settings."),
    "bot_changed": N_("Somebody else has changed this bot meanwhile."),
    "timeout": N_("There was no answer in time. Desk tries again by itself."),
    "connection_refused": N_("Nothing listens at this address. Check it, or start the program there."),
    "host_unknown": N_("The server of this address is not known. Check the spelling."),
}
"""Code → sentence."""

WORDS = tuple(_KNOWN.values())


def is_known(code: str) -> bool:
    """Whether there is more to say of a code than that it did not work."""
    return code in _KNOWN


def code_text(code: str) -> str:
    """Say a code that was kept."""
    return _(_KNOWN[code]) if code in _KNOWN else _("It did not work ({code}).").format(code=code)


def trouble_text(error: Exception) -> str:
    """Say what went wrong, with the other side's own words where it said some."""
    if not isinstance(error, DeskError) or error.code not in _KNOWN:
        failure = failure_text(error)
        return f"{failure.title} {failure.sentence}".strip()
    said = error.details.get("said", "")
    sentence = _(_KNOWN[error.code])
    return f"{sentence} {_('It says: {words}').format(words=said)}" if said else sentence
