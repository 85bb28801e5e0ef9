# SPDX-License-Identifier: LicenseRef-Desk
from desk.models.vocabulary import Channel, DeliveryState
from desk.services.delivery import Outlook, SentContent
from desk.services.templates import RenderFailure
from desk.ui.panes.sends.content_view import WORDS, ContentView
from desk.ui.panes.sends.readings import Why
from desk.ui.panes.sends.why_model import State
from tests.ui.panes.sends.rows import detail, line

MAIL = SentContent(subject="Order 1042", text="It is in.", html="<p>It is <b>in</b>.</p>")


def shown(qtbot, row=None, content=MAIL, **more):
    view = ContentView()
    qtbot.addWidget(view)
    view.resize(320, 500)
    view.show()
    view.show_state(State(why=Why(detail=detail(row or line()), outlook=Outlook()), content=content, **more))
    return view


def test_a_mail_is_shown_as_it_looks_or_in_words(qtbot):
    view = shown(qtbot)
    assert view._subject.text() == "Order 1042"
    assert view._meta.text() == "To sophie.bernard@mail.example"
    assert view._middle.currentWidget() is view._html
    assert view._html.html() == MAIL.html
    view._kinds.setCurrentIndex(1)
    assert view._kinds.current() == WORDS
    assert view._plain.toPlainText() == "It is in."
    assert view._middle.currentWidget() is view._plain


def test_a_mail_of_words_needs_no_web_view(qtbot):
    view = shown(qtbot, content=SentContent(subject="Order 1042", text="It is in.", html=""))
    assert view._plain.toPlainText() == "It is in."
    assert view._html is None
    assert not view._kinds.isVisible()


def test_a_text_message_is_shown_on_a_telephone(qtbot):
    text = SentContent(subject="", text="Votre commande est prête à l’atelier.", html="")
    view = shown(qtbot, line(channel=Channel.SMS, address="+33612345678"), text)
    assert view._middle.currentWidget() is view._phone_area
    assert view._phone.accessibleName() == "Mailbox: Votre commande est prête à l’atelier."
    assert view._phone.accessibleDescription() == "1 message · UCS-2"


def test_what_has_not_left_is_marked(qtbot):
    view = shown(qtbot, line(DeliveryState.QUEUED), is_preview=True)
    assert view._note.isVisible()
    view.show_state(State(why=view._state.why, content=MAIL))
    assert not view._note.isVisible()


def test_what_cannot_be_shown_says_why(qtbot):
    view = shown(qtbot, content=None)
    assert view._nothing._title.text() == "No content"
    failure = RenderFailure(code="missing_value", place="customer.first_name")
    view.show_state(State(why=view._state.why, is_preview=True, failure=failure))
    assert view._nothing._title.text() == "The text cannot be filled in"
    assert view._nothing._sentence.text() == "“First name” is missing. A message with gaps is never sent."
    view.show_state(State())
    assert view._nothing._title.text() == "Choose a send"


def test_the_telephone_has_no_ground_behind_its_round_corners(qtbot):
    view = ContentView()
    qtbot.addWidget(view)
    assert not view._phone.autoFillBackground()
