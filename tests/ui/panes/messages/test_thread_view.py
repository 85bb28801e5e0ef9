# SPDX-License-Identifier: LicenseRef-Desk
"""The view alone, without the cleaner: nothing in a mail runs, asks anybody, leads away or wishes for anything."""

import http.server
import threading

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import QWebEngineScript

from desk.ui.panes.messages.action import Action, link
from desk.ui.panes.messages.thread import Body, Part
from desk.ui.panes.messages.thread_model import ThreadState
from desk.ui.panes.messages.thread_view import ThreadView
from tests.ui.panes.messages.rows import attachment, card, conversation, message, reply, thread
from tests.ui.panes.messages.vectors import VECTORS

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


@pytest.fixture
def trap():
    """A web server on this machine that notes every request; `trap.host`, `trap.asked`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the server's spelling

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    server.host = f"127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def view(qtbot):
    made = ThreadView()
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    return made


def state(*messages, key="c1", **more):
    return ThreadState(key=key, thread=thread(*messages, **more))


def show(view, qtbot, shown):
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.show_state(shown)


def ask(view, qtbot, script):
    answers = []
    world = QWebEngineScript.ScriptWorldId.ApplicationWorld
    view.web.page().runJavaScript(script, world, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    return answers[0]


def hostile(names, host):
    bodies = {
        f"v{place}": Body(key=name, own=VECTORS[name].replace("HOST", host), is_mail=True)
        for place, name in enumerate(names)
    }
    return [message(key) for key in bodies], bodies


BREAKING = (
    "template out",
    "body out",
    "mutation",
    "mutation math",
    "refresh",
    "refresh script",
    "base",
    "fixed cover",
)
"""These may swallow what comes after them in the page, so each stands alone."""


def check(view, qtbot, trap, told):
    qtbot.wait(350)  # a refresh, a retry: whatever comes late
    assert trap.asked == []
    assert view.web.page().url().scheme() == "deskview"
    assert "hit" not in view.web.page().title()
    assert told == []


@pytest.mark.parametrize(
    "names", [[one] for one in BREAKING] + [[one for one in VECTORS if one not in BREAKING]], ids=str
)
def test_nothing_runs_asks_or_leads_away(view, qtbot, trap, names):
    told = []
    view.wanted.connect(told.append)
    view.link_clicked.connect(told.append)
    messages, bodies = hostile(names, trap.host)
    show(view, qtbot, state(*messages, bodies=bodies))
    check(view, qtbot, trap, told)


def test_neither_when_it_comes_later(view, qtbot, trap):
    told = []
    view.wanted.connect(told.append)
    messages, bodies = hostile(VECTORS, trap.host)
    show(view, qtbot, state(message("m0")))
    show(view, qtbot, state(message("m0"), *messages, bodies=bodies))
    check(view, qtbot, trap, told)


def test_another_thread_leaves_nothing_of_the_one_before(view, qtbot, trap):
    told = []
    view.wanted.connect(told.append)
    view.link_clicked.connect(told.append)
    broken = Body(
        key="k", own="</template></div></article></main><p id=left>x</p><style>b{color:red}</style>"
    )
    show(view, qtbot, state(message("m1"), bodies={"m1": broken}))
    assert ask(view, qtbot, "document.getElementById('left') !== null")
    ask(
        view, qtbot, "document.documentElement.setAttribute('style', 'display:none'); 0"
    )  # as if one got so far
    many = [message(f"n{n}", "x\n" * 8) for n in range(30)]
    show(view, qtbot, state(*many, key="c2", card=card(conversation(id_="c2"))))
    assert ask(view, qtbot, "document.querySelector('#left, #m-m1, body style') === null")
    assert ask(view, qtbot, "document.documentElement.getAttributeNames().sort().join()") == "dir,lang"
    assert ask(view, qtbot, "innerHeight + scrollY >= document.documentElement.scrollHeight - 1")
    show(
        view,
        qtbot,
        ThreadState(key="c3", thread=thread(*many, card=card(conversation(id_="c3"))), new_from="n15"),
    )
    assert abs(ask(view, qtbot, "document.getElementById('new').getBoundingClientRect().top")) < 100
    check(view, qtbot, trap, told)


def test_what_comes_later_above_pushes_nothing_away(view, qtbot):
    """What was read in haste is short, and grows."""
    short = [message(f"m{n}", "x\n" * 8) for n in range(30)]
    shown = ThreadState(key="c1", thread=thread(*short), new_from="m15")
    show(view, qtbot, shown)
    top = "document.getElementById('new').getBoundingClientRect().top"
    before = ask(view, qtbot, top)
    tall = [message(f"m{n}", "x\n" * (60 if n < 15 else 8)) for n in range(30)]
    show(view, qtbot, ThreadState(key="c1", thread=thread(*tall), new_from="m15"))
    assert abs(ask(view, qtbot, top) - before) < 2


def tall_picture():
    picture = QImage(300, 700, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Part(media_type="image/png", body=bytes(buffer.data()))


def ending_with_a_picture(key, **more):
    many = [message(f"{key}{n}", "x\n" * 8) for n in range(20)]
    last = Body(key="last", own="<p>voici</p><p><img src='/part/a'></p><p>merci</p>", is_mail=True)
    shown = thread(
        *many,
        message(f"{key}last", "", has_html=True),
        bodies={f"{key}last": last},
        parts={"/part/a": tall_picture()},
        card=card(conversation(id_=key)),
    )
    return ThreadState(key=key, thread=shown, **more)


def test_another_thread_opens_at_its_end_though_pictures_grow_there(view, qtbot):
    show(view, qtbot, state(message("m1")))
    show(view, qtbot, ending_with_a_picture("c2"))
    is_at_end = "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
    is_tall = "document.querySelector('.mail').shadowRoot.querySelector('img').height >= 300"
    qtbot.waitUntil(lambda: ask(view, qtbot, f"{is_tall} && {is_at_end}"), timeout=20_000)
    show(view, qtbot, ending_with_a_picture("c3", new_from="c3last"))
    top = "Math.abs(document.getElementById('new').getBoundingClientRect().top)"
    qtbot.waitUntil(lambda: ask(view, qtbot, f"{is_tall} && {top} < 60"), timeout=20_000)


IS_AT_END = "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
MANY = [message(f"m{n}", "x\n" * 8) for n in range(30)]


def grow_answer(view, qtbot, height):
    """Leave less room, or more, as an answer that is written does."""
    view.resize(view.width(), height)
    qtbot.waitUntil(lambda: ask(view, qtbot, "innerHeight") == height, timeout=20_000)
    frames = (
        "globalThis.drawn = 0; requestAnimationFrame(() => requestAnimationFrame(() => { drawn = 1; })); 0"
    )
    ask(view, qtbot, frames)
    qtbot.waitUntil(lambda: ask(view, qtbot, "drawn") == 1, timeout=20_000)


def test_who_stands_at_the_end_stays_there_while_an_answer_grows(view, qtbot):
    show(view, qtbot, state(message("m1")))
    show(view, qtbot, state(*MANY, key="c2", card=card(conversation(id_="c2"))))
    for height in (620, 500, 640):
        grow_answer(view, qtbot, height)
        assert ask(view, qtbot, IS_AT_END), height


def test_who_went_to_the_end_themselves_stays_there_too(view, qtbot):
    show(view, qtbot, ThreadState(key="c1", thread=thread(*MANY), new_from="m15"))
    ask(view, qtbot, "scrollTo(0, document.documentElement.scrollHeight); 0")
    grow_answer(view, qtbot, 700)  # a scroll is told with the next frame
    grow_answer(view, qtbot, 500)
    assert ask(view, qtbot, IS_AT_END)


def test_who_reads_further_up_stays_there_while_an_answer_grows(view, qtbot):
    show(view, qtbot, state(*MANY))
    ask(view, qtbot, "scrollTo(0, 900); 0")
    grow_answer(view, qtbot, 700)
    grow_answer(view, qtbot, 500)
    assert ask(view, qtbot, "scrollY") == 900


def test_pictures_of_the_second_reading_push_the_newest_mail_nowhere(view, qtbot):
    """What was read in haste has no pictures; those that come with the rest have no height before they are decoded."""
    last = message("mlast", "x\n" * 4)
    in_haste = thread(*MANY, message("mpic", "voici", has_html=True), last)
    show(view, qtbot, state(message("m1"), key="c0", card=card(conversation(id_="c0"))))
    show(view, qtbot, ThreadState(key="c1", thread=in_haste))
    assert ask(view, qtbot, IS_AT_END)
    body = Body(key="b", own="<p>voici</p><p><img src='/part/a'></p>", is_mail=True)
    whole = thread(
        *MANY,
        message("mpic", "voici", has_html=True),
        last,
        bodies={"mpic": body},
        parts={"/part/a": tall_picture()},
    )
    show(view, qtbot, ThreadState(key="c1", thread=whole))
    is_tall = "document.querySelector('.mail').shadowRoot.querySelector('img').height >= 300"
    qtbot.waitUntil(lambda: ask(view, qtbot, is_tall), timeout=20_000)
    grow_answer(view, qtbot, 700)
    assert ask(view, qtbot, IS_AT_END)


def test_who_went_elsewhere_is_not_brought_back(view, qtbot):
    show(view, qtbot, ThreadState(key="c1", thread=thread(*MANY)))
    ask(view, qtbot, "scrollTo(0, 300); 0")
    tall = [message(f"m{n}", "x<br>" * 60 if n > 20 else "x\n" * 8) for n in range(30)]
    show(view, qtbot, ThreadState(key="c1", thread=thread(*tall)))
    grow_answer(view, qtbot, 640)
    assert ask(view, qtbot, "scrollY") == 300


def test_what_is_new_comes_up_once_there_is_enough_below_it(view, qtbot):
    """In haste only first words are there, too few to scroll the new ones up."""
    show(view, qtbot, ThreadState(key="c1", thread=thread(*MANY), new_from="m29"))
    top = "document.getElementById('new').getBoundingClientRect().top"
    assert ask(view, qtbot, top) > 100
    tall = [message(f"m{n}", "x<br>" * 80 if n == 29 else "x\n" * 8) for n in range(30)]
    show(view, qtbot, ThreadState(key="c1", thread=thread(*tall), new_from="m29"))
    assert abs(ask(view, qtbot, top)) < 60


def test_what_is_unfolded_at_the_end_may_grow(view, qtbot):
    long = "<br>".join(["x"] * 60)
    folded = Body(key="k", own=f'<details class="desk-quote"><summary></summary>{long}</details>')
    show(view, qtbot, state(*MANY, message("last"), bodies={"last": folded}))
    press(view, qtbot, "document.querySelector('summary')")
    qtbot.waitUntil(lambda: ask(view, qtbot, "document.querySelector('details').open"), timeout=20_000)
    before = ask(view, qtbot, "scrollY")
    grow_answer(view, qtbot, 640)
    assert ask(view, qtbot, "scrollY") == before


@pytest.mark.parametrize("new_from", ["", "m15"])
def test_after_a_crash_it_stands_where_it_was_to_go(view, qtbot, new_from):
    show(view, qtbot, ThreadState(key="c1", thread=thread(*MANY), new_from=new_from))
    before = ask(view, qtbot, "scrollY")
    assert before > 0
    page = view.web.page()
    with qtbot.waitSignal(view.painted, timeout=60_000):
        page.renderProcessTerminated.emit(page.RenderProcessTerminationStatus.KilledTerminationStatus, 9)
    assert abs(ask(view, qtbot, "scrollY") - before) <= 1


def test_a_search_hit_is_gone_to_once(view, qtbot):
    many = [message(f"m{n}", "x\n" * 8) for n in range(30)]
    show(view, qtbot, ThreadState(key="c1", thread=thread(*many), place="m10"))
    seen = "document.getElementById('m-m10').getBoundingClientRect().top"
    assert 0 <= ask(view, qtbot, seen) < 700
    ask(view, qtbot, "scrollTo(0, 0); 0")
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.retranslate()
    assert ask(view, qtbot, "scrollY") == 0


def place_of(view, qtbot, finder):
    script = f"(() => {{ const one = {finder}; one.scrollIntoView(); const r = one.getBoundingClientRect();"
    said = ask(view, qtbot, script + " return `${r.x + r.width / 2} ${r.y + r.height / 2}`; })()")
    return QPoint(*(round(float(part)) for part in said.split()))


def press(view, qtbot, finder):
    qtbot.mouseClick(view.web._web.focusProxy(), Qt.MouseButton.LeftButton, pos=place_of(view, qtbot, finder))


def test_a_wish_is_told_and_a_forged_one_is_not(view, qtbot):
    told = []
    view.wanted.connect(told.append)
    forged = '<a id="forged" href="desk-action:guess/always/m1" style="display:block;height:40px">x</a>'
    show(view, qtbot, state(message("m1"), bodies={"m1": Body(key="k", own=forged, is_mail=True)}))
    press(view, qtbot, "document.querySelector('.mail').shadowRoot.getElementById('forged')")
    qtbot.wait(100)
    assert told == []
    with qtbot.waitSignal(view.wanted):
        press(view, qtbot, "document.querySelector('a.menu')")
    assert told == [Action(verb="menu", key="m1")]


def test_a_link_is_told_and_not_followed(view, qtbot, trap):
    body = Body(
        key="k",
        own=f'<a id=a href="http://{trap.host}/link" style="display:block;height:40px">x</a>',
        is_mail=True,
    )
    show(view, qtbot, state(message("m1"), bodies={"m1": body}))
    with qtbot.waitSignal(view.link_clicked) as told:
        press(view, qtbot, "document.querySelector('.mail').shadowRoot.getElementById('a')")
    assert told.args == [f"http://{trap.host}/link"]
    assert trap.asked == []


def test_pictures_come_from_memory(view, qtbot):
    picture = attachment()
    path = f"/part/{picture.sha256}"
    parts = {path: Part(media_type="image/gif", body=DOT)}
    show(view, qtbot, state(message("m1", attachments=(picture,)), parts=parts))
    qtbot.waitUntil(lambda: ask(view, qtbot, "document.querySelector('.thumb img').naturalWidth") == 1)


def test_a_mails_styles_end_at_its_edge(view, qtbot):
    styled = Body(key="k", own="<style>* { color: rgb(1, 2, 3) !important }</style><p>x</p>", is_mail=True)
    show(view, qtbot, state(message("m1"), reply("m2"), bodies={"m1": styled}))
    inside = "getComputedStyle(document.querySelector('.mail').shadowRoot.querySelector('p')).color"
    assert ask(view, qtbot, inside) == "rgb(1, 2, 3)"
    assert ask(view, qtbot, "getComputedStyle(document.querySelector('#m-m2 b')).color") != "rgb(1, 2, 3)"


def test_an_update_keeps_what_was_unfolded(view, qtbot):
    folded = Body(key="k", own='<details class="desk-quote"><summary></summary>x</details>')
    show(view, qtbot, state(message("m1"), bodies={"m1": folded}))
    ask(view, qtbot, "document.querySelector('details').open = true; 0")
    show(view, qtbot, state(message("m1"), reply("m2"), bodies={"m1": folded}))
    assert ask(view, qtbot, "document.querySelector('details').open") is True
    assert ask(view, qtbot, "document.querySelectorAll('article').length") == 2


def test_it_opens_at_what_is_new(view, qtbot):
    many = [message(f"m{n}", "x\n" * 8) for n in range(30)]
    shown = ThreadState(key="c1", thread=thread(*many), new_from="m15")
    show(view, qtbot, shown)
    assert abs(ask(view, qtbot, "document.getElementById('new').getBoundingClientRect().top")) < 100


def test_without_the_web_engine_there_are_words(qtbot):
    view = ThreadView(allow_web=False)
    qtbot.addWidget(view)
    view.show()
    told = []
    view.wanted.connect(told.append)
    with qtbot.waitSignal(view.painted):
        view.show_state(
            state(message("m1", "<b>Bonjour</b>"), bodies={"m1": Body(key="k", own="<i>x</i>", is_mail=True)})
        )
    assert "<b>Bonjour</b>" in view._plain.words.toPlainText()
    view._plain.link_clicked.emit(QUrl(link(view._word, "menu", "m1")))
    view._plain.link_clicked.emit(QUrl("desk-action:guess/menu/m1"))
    assert told == [Action(verb="menu", key="m1")]
