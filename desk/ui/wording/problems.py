# SPDX-License-Identifier: LicenseRef-Desk
"""Says what is wrong with what a person typed."""

from collections.abc import Callable, Mapping

from desk.errors import Problem
from desk.translation import N_, _
from desk.ui.wording import formats
from desk.ui.wording.names import event_name, field_name, role_name
from desk.ui.wording.rights import rights_text
from desk.ui.wording.states import channel_mark, readable, word

_SENTENCES: Mapping[str, str] = {
    "missing_field": N_("{place} is missing."),
    "missing": N_("{place} is missing."),
    "required": N_("{place} is missing."),
    "name_missing": N_("Give a name, a company or an address."),
    "too_long": N_("{place} is too long: {max} at most."),
    "forbidden_character": N_("{place} contains a character that cannot be sent."),
    "header_injection": N_("{place} must stay on one line."),
    "empty_subject": N_("The subject is empty."),
    "empty_text": N_("The text is empty."),
    "bad_url": N_("{place} is not a web address."),
    "bad_reference": N_("The reference cannot be used."),
    "bad_address": N_("{place} is not an address that can be written to."),
    "bad_email": N_("{value} is not an email address."),
    "bad_phone": N_("{value} is not a phone number."),
    "bad_date": N_("{value} is not a date."),
    "bad_tag": N_("A tag is empty or too long."),
    "bad_number": N_("{value} is not a number."),
    "bad_money": N_("{value} is not an amount."),
    "bad_time": N_("{value} is not a time of day."),
    "bad_value": N_("{place} cannot be {value}."),
    "date_in_future": N_("{value} lies in the future."),
    "unknown_timezone": N_("The time zone is not known."),
    "unknown_language": N_("The language is not known."),
    "unknown_country": N_("The country is not known."),
    "unknown_currency": N_("The currency is not known."),
    "unknown_location": N_("The location does not exist (any more)."),
    "unknown_customer": N_("The customer does not exist (any more)."),
    "unknown_event_kind": N_("This kind of event is not known."),
    "unknown_record_kind": N_("This kind of record is not known."),
    "unknown_status": N_("The status {value} is not known."),
    "unknown_field": N_("There is no field {value}."),
    "unknown_placeholder": N_("The placeholder {placeholder} is not known."),
    "unknown_calendar": N_("There is no calendar of holidays for {value}."),
    "not_a_host": N_("The server name is not valid."),
    "not_a_fingerprint": N_("The certificate fingerprint is not valid."),
    "password_needs_encryption": N_("A password is only sent over an encrypted connection."),
    "not_a_header": N_("This is not the name of a header."),
    "not_a_status_list": N_("Write status numbers, such as 200, 202."),
    "needs_reference": N_("The address must contain {{reference}}."),
    "needs_placeholder": N_("The request must contain {{{name}}}."),
    "duplicate": N_("{place} exists already."),
    "reference_taken": N_("The reference {value} is taken already."),
    "spans_overlap": N_("Two of these spans overlap."),
    "hours_missing": N_("Say from when to when it is open that day."),
    "control_character": N_("{place} contains a character that cannot be sent."),
    "no_text": N_("Write at least one text."),
    "alt_missing": N_("Say what the picture shows, for those who do not see it."),
    "language_missing": N_("The text is missing in {language}."),
    "may_be_empty": N_("{placeholder} may be empty: say what stands there instead."),
    "single_brace": N_("{{{word}}} has one brace only: write it with two."),
    "no_https": N_("A link begins with http:// instead of https://."),
    "subject_long": N_("The subject is long: {characters} characters."),
    "sms_long": N_("The text takes {segments} SMS."),
    "published_never_changes": N_("A published version never changes. Make a draft of it."),
    "taken": N_("{place} is taken already."),
    "no_sender": N_("No sender is set up for {channel}."),
    "no_template": N_("Choose a template."),
    "no_channel": N_("Choose at least one channel."),
    "not_published": N_("The template has not been published."),
    "missing_language": N_("The template has no text in {language}."),
    "syntax": N_("The text cannot be read at line {line}."),
    "hole_left": N_("Something is still to be filled in: {hole}."),
    "not_translated": N_("The translation is not of the words that are written now."),
    "note_is_internal": N_("A note stays in the house: it cannot be sent."),
    "no_customer": N_("Choose the customer you are writing to."),
    "not_of_customer": N_("{address} is not an address of this customer."),
    "no_address": N_("There is no address to write to."),
    "too_many_files": N_("At most {most} attachments can be sent."),
    "file_too_large": N_("The attachments are too large: mail servers refuse them."),
    "file_gone": N_("The attachment “{name}” is no longer here: add it again."),
    "no_copies": N_("An SMS has no further recipients."),
    "no_files": N_("An SMS carries no attachments."),
    "too_many_copies": N_("At most {most} people can get a copy."),
    "unknown_operator": N_("This colleague is not (or no longer) a member of staff."),
    "too_many_operators": N_("So many colleagues cannot look after one conversation."),
    "too_many_tags": N_("A conversation has at most {most} tags."),
    "in_the_past": N_("Choose a moment that is still to come."),
    "bad_subject": N_("The subject is empty or too long."),
    "nothing_to_merge": N_("Choose at least two conversations."),
    "too_many": N_("So many cannot be chosen at once: {most} at most."),
    "not_one_conversation": N_("Choose messages of one conversation."),
    "all_of_it": N_("Something must stay in the conversation."),
    "password_too_short": N_("The password has at least {least} characters."),
    "password_too_easy": N_("This password is too easily guessed."),
    "shortcut_taken": N_("This shortcut inserts another reply already."),
    "space_in_shortcut": N_("A shortcut has no spaces."),
}

_PLACES: Mapping[str, str] = {
    "": N_("This field"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "company": N_("Company"),
    "salutation": N_("Salutation"),
    "language": N_("Language"),
    "timezone": N_("Time zone"),
    "country": N_("Country"),
    "currency": N_("Currency"),
    "birth_date": N_("Birthday"),
    "registered_at": N_("Customer since"),
    "name": N_("Name"),
    "shop_name": N_("Name of the shop"),
    "email": N_("Email"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "host": N_("Server"),
    "port": N_("Port"),
    "user": N_("User name"),
    "password": N_("Password"),
    "subject": N_("Subject"),
    "body": N_("Text"),
    "text": N_("Text"),
    "reference": N_("Reference"),
    "customer_id": N_("Customer"),
    "location_id": N_("Location"),
    "template_id": N_("Template"),
    "status": N_("Status"),
    "tags": N_("Tags"),
    "recipient_address": N_("Recipient"),
    "sender_address": N_("Sender address"),
    "sender_name": N_("Sender name"),
    "security": N_("Encryption"),
    "pinned_certificate": N_("Certificate fingerprint"),
    "folder": N_("Folder"),
    "kind": N_("Kind"),
    "topic": N_("Topic"),
    "calendar": N_("Holidays"),
}


class _Known(dict[str, str]):
    """What a sentence may name; what is not told is left out."""

    def __missing__(self, key: str) -> str:
        return "…"


def problem_text(problem: Problem, label: str = "") -> str:
    """Say what is wrong; `label`: how the form calls the field (translated), when it is not a usual one."""
    if problem.code == "not_allowed":
        return rights_text(problem.details.get("deed", ""))
    place = label or place_name(problem.place)
    sentence = _SENTENCES.get(problem.code)
    if sentence is None:
        return _("{place}: {what}.").format(place=place, what=readable(problem.code).lower())
    return _(sentence).format_map(_Known(_said(problem.details), place=place))


def _said(details: Mapping[str, str]) -> dict[str, str]:
    """Turn the codes among the details into words."""
    return {name: _SAID[name](value) if name in _SAID else value for name, value in details.items()}


_SAID: Mapping[str, Callable[[str], str]] = {
    "channel": lambda code: channel_mark(code).text,
    "language": formats.language_name,
    "topic": lambda code: word("topic", code),
    "path": field_name,
    "placeholder": field_name,
    "event": event_name,
    "role": role_name,
}


def place_name(place: str) -> str:
    """Say a field of a form."""
    return _(_PLACES.get(place) or _PLACES.get(place.rpartition(".")[2], "")) or readable(place)
