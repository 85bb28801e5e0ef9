# SPDX-License-Identifier: LicenseRef-Desk
"""Shows a message as the customer saw it, or would: a mail as it looks or in words, an SMS on a telephone."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk.models.vocabulary import Channel
from desk.services.channels import Encoding, segments
from desk.services.delivery import SentContent
from desk.translation import _, ngettext
from desk.ui.panes.sends.why_model import State
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, HtmlView, InfoBar, PhoneBubble, Segments, Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import field_name, formats

LOOK, WORDS = "look", "words"
_ENCODINGS = {Encoding.GSM_7: "GSM-7", Encoding.UCS_2: "UCS-2"}


class ContentView(Speaks, QWidget):
    """One message. The web view is made when the first mail is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = State()
        self._note = InfoBar("info")
        self._subject = Text("", "h3", wrap=True)
        self._meta = Text("", "meta", wrap=True)
        self._kinds = Segments("")
        self._plain = QPlainTextEdit(readOnly=True)
        self._plain.setProperty("role", "bare")
        self._phone = PhoneBubble()
        self._html: HtmlView | None = None
        self._nothing = EmptyState("envelope-simple", "")
        self._middle = QStackedWidget()
        self._lay_out()
        self._kinds.current_key_changed.connect(self._show)
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the message of a send."""
        self._state = state
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._kinds.setAccessibleName(_("How to look at it"))
        self._kinds.set_text(LOOK, _("As it looks"))
        self._kinds.set_text(WORDS, _("Words only"))
        self._plain.setAccessibleName(_("Text of the message"))
        self._show()

    def _lay_out(self) -> None:
        for kind in (LOOK, WORDS):
            self._kinds.add(kind, "")
        phone = QScrollArea(widgetResizable=False)
        phone.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        phone.setFrameShape(QFrame.Shape.NoFrame)
        phone.setWidget(self._phone)
        self._phone.setAutoFillBackground(False)  # the area fills the ground of what it holds, corners too
        self._phone_area = phone
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(self._plain)
        self._middle.addWidget(phone)
        head = QVBoxLayout()
        head.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
        head.setSpacing(SIZE.space_xs)
        head.addWidget(self._subject)
        head.addWidget(self._meta)
        head.addWidget(self._kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._note)
        column.addLayout(head)
        column.addWidget(self._middle, 1)

    def _show(self) -> None:
        state = self._state
        content, row = state.content, state.why.detail.row if state.why else None
        is_mail = content is not None and row is not None and row.channel is Channel.EMAIL
        self._subject.setVisible(bool(content and content.subject))
        self._subject.setText(content.subject if content else "")
        self._meta.setVisible(content is not None)
        self._meta.setText(_("To {address}").format(address=row.address) if row else "")
        self._kinds.setVisible(is_mail and bool(content and content.html))
        self._say_preview(state)
        if content is None:
            self._show_nothing(state)
        elif is_mail:
            self._show_mail(content)
        else:
            self._show_text(content)

    def _say_preview(self, state: State) -> None:
        if state.is_preview and state.content is not None:
            text = _("It has not left yet: this is what it would say now.")
            if self._note.isHidden():
                self._note.show_message(text, icon="eye")
        else:
            self._note.hide()

    def _show_nothing(self, state: State) -> None:
        self._middle.setCurrentWidget(self._nothing)
        if state.failure is not None:
            place = field_name(state.failure.place) if state.failure.place else ""
            said = _("“{place}” is missing.").format(place=place) if place else ""
            self._nothing.set_texts(
                _("The text cannot be filled in"),
                f"{said} {_('A message with gaps is never sent.')}".strip(),
            )
        elif state.why is None or state.is_loading:
            self._nothing.set_texts(_("Choose a send"), _("What the customer got shows here."))
        elif state.why.preview is not None:
            self._nothing.set_texts(_("Being made…"))
        else:
            self._nothing.set_texts(_("No content"), _("It never came to a message: nothing was sent."))

    def _show_mail(self, content: SentContent) -> None:
        if not content.html or self._kinds.current() == WORDS:
            self._plain.setPlainText(content.text)
            self._middle.setCurrentWidget(self._plain)
            return
        if self._html is None:
            self._html = HtmlView(_("The mail as it looks"))
            self._html.link_clicked.connect(_open)
            self._middle.addWidget(self._html)
        if self._html.html() != content.html:
            self._html.show_html(content.html)
        self._middle.setCurrentWidget(self._html)

    def _show_text(self, content: SentContent) -> None:
        size = segments(content.text)
        caption = ngettext("{count} message", "{count} messages", size.count).format(
            count=formats.number(size.count)
        )
        sender = self._state.why.detail.provider_name if self._state.why else ""
        self._phone.set_messages(
            [content.text], f"{caption} · {_ENCODINGS[size.encoding]}", sender or _("Your shop")
        )
        self._phone.adjustSize()
        self._middle.setCurrentWidget(self._phone_area)


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
