# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the HTML of one bubble or one system line of a thread. Everything that is not ours is escaped or safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from zlib import crc32

from desk import clock
from desk.models.vocabulary import Author, Channel, DeliveryState, Direction, TranslationState
from desk.services.inbox import AttachmentRow, DeliveryLook, MessageRow, TranslationRow
from desk.translation import N_, _, ngettext
from desk.ui.panes.messages.action import link
from desk.ui.panes.messages.lines import SystemLines
from desk.ui.panes.messages.system_words import ROLES, system_text
from desk.ui.panes.messages.thread import Body, Doubt, Thread
from desk.ui.wording import channel_mark, delivery_mark, formats
from desk.ui.wording.assistants import code_text, is_known
from desk.ui.wording.refusals import refusal_text

_FILE_ICONS: Mapping[str, str] = {"application/pdf": "file-pdf", "text/csv": "file-csv"}
_NOTHING = Body(key="", own="")
_SOON = timedelta(minutes=2)
"""What leaves within it is on its way; until when anything else was put off is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubbles:
    """Makes the lines of one thread. word: of `action`. is_paper: nothing on it can be pressed."""

    thread: Thread
    word: str
    mail_style: str
    is_paper: bool = False

    def older(self) -> str:
        """Return the line that brings what is older."""
        inner = f'<a href="{link(self.word, "older")}">{escape(_("Show older messages"))}</a>'
        return f'<div class="older" id="older" data-h="{sum_of(inner)}">{inner}</div>'

    def system(self, lines: SystemLines) -> str:
        """Return system lines, the older ones folded."""
        shown = [self._system(message) for message in lines.shown]
        if self.is_paper:
            shown = [*(self._system(message) for message in lines.folded), *shown]
        if self.is_paper or not lines.folded:
            return "".join(shown)
        count = len(lines.folded)
        said = ngettext("… {count} earlier event", "… {count} earlier events", count).format(count=count)
        inner = "".join(self._system(message) for message in lines.folded)
        first = lines.folded[0].id
        fold = (
            f'<details class="fold" id="f-{first}" data-h="{sum_of(inner)}"><summary>{escape(said)}</summary>'
            f"{inner}</details>"
        )
        return fold + "".join(shown)

    def bubble(self, message: MessageRow) -> str:
        """Return one bubble; what a rule sent has a line above that leads to why."""
        body = self.thread.bodies.get(message.id, _NOTHING)
        inner = "".join(
            (
                self._head(message),
                self._recipients(message),
                self._doubts(body),
                self._blocked(message, body),
                self._said(message, body),
                self._files(message),
                self._foot(message),
            )
        )
        kind = {Direction.OUTGOING: " out", Direction.NOTE: " note"}.get(message.direction, "")
        wide = " wide" if body.is_page else ""
        label = f"{self.name(message)}, {formats.instant(message.at)}"
        made = (
            f'<article class="b{kind}{wide}" id="m-{escape(message.id)}" data-h="{sum_of(inner)}"'
            f' aria-label="{escape(label)}">{inner}</article>'
        )
        return self._rule_line(message) + made if message.author is Author.RULE else made

    def _system(self, message: MessageRow) -> str:
        icon, text = system_text(message, self._operator, self.thread.country)
        role = ROLES.get(icon, "")
        inner = (
            f"{_icon(icon)}<span>{escape(text)} · "
            f'<time title="{escape(formats.instant(message.at))}">{formats.time(message.at)}</time></span>'
        )
        return f'<div class="sys {role}" id="m-{escape(message.id)}" data-h="{sum_of(inner)}">{inner}</div>'

    def _rule_line(self, message: MessageRow) -> str:
        name = self.thread.rules.get(message.rule_id or "", "")
        channel = channel_mark(message.channel).text if message.channel else ""
        words = _("Rule “{name}” · {channel} · {time}") if name else _("Automatic · {channel} · {time}")
        said = escape(words.format(name=name, channel=channel, time=formats.time(message.at)))
        if message.delivery is not None and not self.is_paper:
            said = f'<a href="{link(self.word, "why", message.delivery.id)}">{said}</a>'
        inner = f"{_icon('lightning')}<span>{said}</span>"
        return f'<div class="sys" id="r-{escape(message.id)}" data-h="{sum_of(inner)}">{inner}</div>'

    def _head(self, message: MessageRow) -> str:
        icon = _sign(message)
        menu = ""
        if not self.is_paper:
            says = escape(_("What to do with this message"))
            menu = (
                f'<a class="menu" href="{link(self.word, "menu", message.id)}" title="{says}"'
                f' aria-label="{says}">{_icon("dots-three")}</a>'
            )
        when = f'<time title="{escape(formats.instant(message.at))}">{formats.time(message.at)}</time>'
        flag = _icon("flag") if message.is_flagged else ""
        name = self.name(message)
        return (
            f'<header>{_icon(icon)}<b title="{escape(message.sender)}">{escape(name)}</b>{flag}'
            f'<span class="gap"></span>{menu}{when}</header>'
        )

    def name(self, message: MessageRow) -> str:
        """Say whose words these are."""
        who = self._operator(message.operator_id or "")
        if message.direction is Direction.NOTE:
            return _("Internal note · {name}").format(name=who) if who else _("Internal note")
        if message.author is Author.RULE:
            name = message.sender_name or self.thread.shop or _("Desk")
            return _("{name} (automatic)").format(name=name)
        if message.author is Author.ROBOT:
            return _("Bot · {name}").format(name=message.sender_name) if message.sender_name else _("Bot")
        said = who or message.sender_name
        if not said and message.direction is Direction.OUTGOING:
            return self.thread.shop or message.sender or _("Desk")
        row = self.thread.card.row
        is_theirs = not message.sender or message.sender.casefold() == row.address.casefold()
        return said or (row.name if is_theirs else "") or message.sender

    def _operator(self, operator_id: str) -> str:
        return self.thread.operators.get(operator_id, "")

    def _recipients(self, message: MessageRow) -> str:
        copies = message.recipients.get("cc")
        if not isinstance(copies, list) or not copies:
            return ""
        named = [str(one[0] or one[1]) for one in copies if isinstance(one, list | tuple) and len(one) > 1]
        return f'<div class="to">{escape(_("Cc: {names}").format(names=", ".join(named)))}</div>'

    def _doubts(self, body: Body) -> str:
        said = [(doubt_text(one), one.code) for one in body.doubts]
        return "".join(
            f'<div class="warnbar{" danger" if code in _GRAVE else ""}">{_icon("warning")}'
            f"<span>{escape(text)}</span></div>"
            for text, code in said
            if text
        )

    def _blocked(self, message: MessageRow, body: Body) -> str:
        if not body.remote or self.is_paper:
            return ""
        once, always = link(self.word, "images", message.id), link(self.word, "always", message.id)
        return (
            f'<div class="warnbar">{_icon("image")}<span>{escape(_("Distant pictures are blocked."))}</span>'
            f'<a href="{once}">{escape(_("Show"))}</a>'
            f'<a href="{always}">{escape(_("Always for this sender"))}</a></div>'
        )

    def _said(self, message: MessageRow, body: Body) -> str:
        own = self._own(body)
        translation = message.translation
        if translation is None:
            return own
        if translation.state is TranslationState.DONE and body.translated:
            return self._translated(message, body, own)
        said = escape(_untranslated(translation))
        if translation.retry_at is not None or translation.state is TranslationState.FAILED:
            said += self._try_again(message)
        return f'<div class="chip">{_icon("translate")}<span>{said}</span></div>{own}'

    def _try_again(self, message: MessageRow) -> str:
        if self.is_paper:
            return ""
        return f' <a href="{link(self.word, "translate", message.id)}">{escape(_("Try again"))}</a>'

    def _translated(self, message: MessageRow, body: Body, own: str) -> str:
        assert message.translation is not None
        box = f"o-{escape(message.id)}"
        source = formats.language_name(message.translation.source_language)
        said = escape(_("Translated from {language}").format(language=source))
        translated = f'<div class="translated t" dir="auto">{self._laid_open(body.translated)}</div>'
        if self.is_paper:
            return f'<div class="chip">{_icon("translate")}{said}</div>{translated}<div class="original">{own}</div>'
        show, back = escape(_("Show the original")), escape(_("Show the translation"))
        return (
            f'<input type="checkbox" class="orig" id="{box}" aria-label="{show}">'
            f'<div class="chip">{_icon("translate")}{said} · <label for="{box}" class="show">{show}</label>'
            f'<label for="{box}" class="back">{back}</label></div>'
            f'{translated}<div class="original">{own}</div>'
        )

    def _own(self, body: Body) -> str:
        said = self._laid_open(body.own)
        if not body.is_mail:
            return f'<div class="t" dir="auto">{said}</div>'
        kind = "mail paper" if body.is_page else "mail plain"
        return (
            f'<div class="{kind}" dir="auto"><template shadowrootmode="open" shadowrootclonable>'
            f"<style>{self.mail_style}</style>{said}</template></div>"
        )

    def _laid_open(self, html: str) -> str:
        """Return what is folded laid open where nobody can press it."""
        return html.replace("<details", "<details open") if self.is_paper else html

    def _files(self, message: MessageRow) -> str:
        shown = [one for one in message.attachments if not one.is_inline or not message.has_html]
        if not shown:
            return ""
        return f'<div class="files">{"".join(_file(self, one) for one in shown)}</div>'

    def _foot(self, message: MessageRow) -> str:
        look = message.delivery
        if look is None or message.direction is not Direction.OUTGOING:
            return ""
        mark = delivery_mark(look.state, look.reason, is_caught=look.is_caught)
        said = escape(delivery_text(look))
        if not self.is_paper and message.author is not Author.RULE and mark.role in {"danger", "warn"}:
            said = f'<a href="{link(self.word, "why", look.id)}">{said}</a>'
        role = mark.role if mark.role in {"danger", "warn", "ok"} else ""
        answer = f' title="{escape(look.error)}"' if mark.role == "danger" and look.error else ""
        return f'<footer class="{role}"{answer}>{_icon(mark.icon)}{said}</footer>'


_DOUBTS: Mapping[str, str] = {
    "look_alike": N_("{seen} looks like {meant}, but it is somebody else."),
    "mixed_scripts": N_(
        "{seen} is written with letters of several alphabets: it may imitate an address you know."
    ),
    "name_is_another_address": N_("The name shows {meant}, but the message comes from {seen}."),
    "reply_elsewhere": N_("An answer would go to {meant}, not to {seen}."),
    "several_senders": N_("The message names several senders; any of them may be false."),
}
_GRAVE = frozenset({"look_alike", "mixed_scripts", "name_is_another_address"})


def _untranslated(translation: TranslationRow) -> str:
    """Say how far it is: under way, put off until when, or failed, and why where that is known."""
    error = translation.error
    if translation.retry_at is not None:
        why = code_text(error) if is_known(error) else _("The engine does not answer.")
        return f"{why} {_('Next try at {time}.').format(time=formats.time(translation.retry_at))}"
    if translation.state is TranslationState.IN_PROGRESS:
        return _("Translation in progress…")
    said = _("The translation failed.")
    return f"{said} {code_text(error)}" if is_known(error) else said


def doubt_text(doubt: Doubt) -> str:
    """Say why a sender is to be doubted; "" for what is not worth a warning."""
    return (
        _(_DOUBTS.get(doubt.code, "")).format(seen=doubt.seen, meant=doubt.meant)
        if doubt.code in _DOUBTS
        else ""
    )


def file_icon(file: AttachmentRow) -> str:
    """Return the icon of a kind of file."""
    if file.is_dangerous:
        return "warning"
    if file.media_type.startswith("image/"):
        return "image"
    if file.media_type.startswith("text/"):
        return _FILE_ICONS.get(file.media_type, "file-text")
    return _FILE_ICONS.get(file.media_type, "paperclip")


def delivery_text(look: DeliveryLook) -> str:
    """Say how far a message has come: Queued, Leaves tomorrow 08:00, Sent 11:30, Failed: address refused."""
    mark = delivery_mark(look.state, look.reason, is_caught=look.is_caught)
    if mark.role == "danger" and look.error:
        why = refusal_text(look.error) or look.error[:120]
        return _("{state}: {error}").format(state=mark.text, error=why)
    if _is_put_off(look):
        return _("Leaves {when}").format(when=formats.moment(look.due_at))
    if look.settled_at is None or look.is_caught:  # what was caught left at no time
        return mark.text
    return f"{mark.text} {formats.time(look.settled_at)}"


def _is_put_off(look: DeliveryLook) -> bool:
    """Whether somebody chose the moment at which it leaves; what is tried again has a moment of its own."""
    is_waiting = look.state is DeliveryState.QUEUED and look.reason is None and not look.error
    return is_waiting and look.due_at - clock.now() > _SOON


def _file(bubbles: Bubbles, file: AttachmentRow) -> str:
    path = f"/part/{file.sha256}"
    size = formats.size(file.size)
    label = escape(f"{file.name}, {size}")
    tag = "span" if bubbles.is_paper else "a"
    href = "" if bubbles.is_paper else f' href="{link(bubbles.word, "file", file.id)}"'
    if path in bubbles.thread.parts and not file.is_dangerous:
        return (
            f'<{tag} class="file thumb"{href} title="{label}" aria-label="{label}">'
            f'<img src="{path}" alt="{escape(file.name)}"></{tag}>'
        )
    icon, kind = file_icon(file), " danger" if file.is_dangerous else ""
    return (
        f'<{tag} class="file{kind}"{href} aria-label="{label}">{_icon(icon)}'
        f"<span>{escape(file.name)}<small>{escape(size)}</small></span></{tag}>"
    )


def _sign(message: MessageRow) -> str:
    if message.direction is Direction.NOTE:
        return "note-pencil"
    if message.author is Author.ROBOT:
        return "robot"
    return channel_mark(message.channel or Channel.EMAIL).icon


def _icon(name: str) -> str:
    return f'<svg class="i" aria-hidden="true"><use href="#i-{name}"/></svg>'


def sum_of(text: str) -> str:
    """Return a sign of what a line says: a line whose sign is another one is put in anew."""
    return f"{crc32(text.encode()):08x}"
