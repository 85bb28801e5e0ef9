# SPDX-License-Identifier: LicenseRef-Desk
"""A page that wants everything gets nothing."""

import http.server
import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWebEngineCore import QWebEngineScript, QWebEngineSettings
from PySide6.QtWidgets import QWidget

from desk.ui.widgets import HtmlView
from desk.ui.widgets.web_engine import _OFF, SCHEME, Engine

HOSTILE = """<!doctype html><html><head><title>before</title>
<meta http-equiv=refresh content="0;url=http://HOST/refresh">
<base href="http://HOST/">
<link rel=stylesheet href="http://HOST/style.css"><link rel=prefetch href="http://HOST/prefetch">
<style>@import url(http://HOST/import.css); @font-face { font-family: x; src: url(http://HOST/font) }
body { background: url(http://HOST/background.png); font-family: x }</style></head>
<body onload="document.title='after'"><script>document.title='after'</script>
<script src="http://HOST/script.js"></script>
<img src="http://HOST/pixel.png" onerror="document.title='after'"><img srcset="http://HOST/set.png 2x">
<iframe src="http://HOST/frame"></iframe><iframe srcdoc="<img src=http://HOST/srcdoc.png>"></iframe>
<object data="http://HOST/object"></object><embed src="http://HOST/embed">
<video src="http://HOST/video" poster="http://HOST/poster.png"></video><audio src="http://HOST/audio"></audio>
<svg><image href="http://HOST/svg.png"/></svg>
<img src="file:///etc/hostname">
<form action="http://HOST/form" method=post><input name=a autofocus><button id=send>Envoyer</button></form>
<a id=link href="http://HOST/link" style="display:block;height:60px">lien</a>
<a id=blank target=_blank href="http://HOST/blank" style="display:block;height:60px">autre</a></html>"""


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
def view(shown):
    return shown(HtmlView("Aperçu"), 600, 900)


def ask(view, qtbot, script):
    answers = []
    view.page().runJavaScript(script, QWebEngineScript.ScriptWorldId.ApplicationWorld, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def show(view, qtbot, html, revision=1):
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.show_html(html, revision)


def test_a_hostile_page_reaches_nobody(view, qtbot, trap):
    show(view, qtbot, HOSTILE.replace("HOST", trap.host))
    qtbot.wait(400)  # a refresh, a retry: whatever comes late
    assert trap.asked == []
    assert view.page().title() == "before"
    assert view.page().url().scheme() == SCHEME.decode()


def test_neither_does_a_hostile_patch(view, qtbot, trap):
    show(view, qtbot, "<title>before</title><p>Bonjour</p>")
    with qtbot.waitSignal(view.painted):
        view.patch_html(HOSTILE.replace("HOST", trap.host), 2)
    qtbot.wait(400)
    assert trap.asked == []
    assert ask(view, qtbot, "document.title") == "before"


def test_a_form_goes_nowhere(view, qtbot, trap):
    show(view, qtbot, HOSTILE.replace("HOST", trap.host))
    ask(view, qtbot, "document.getElementById('send').click(); 0")
    ask(view, qtbot, "document.forms[0].submit(); 0")
    qtbot.wait(300)
    assert trap.asked == []


@pytest.mark.parametrize("name", ["link", "blank"])
def test_a_pressed_link_is_told_and_not_followed(view, qtbot, trap, name):
    show(view, qtbot, HOSTILE.replace("HOST", trap.host))
    ask(view, qtbot, f"link = document.getElementById('{name}'); link.scrollIntoView(); 0")
    place = ask(view, qtbot, "r = link.getBoundingClientRect(); `${r.x + 20} ${r.y + 20}`").split()
    with qtbot.waitSignal(view.link_clicked) as told:
        qtbot.mouseClick(
            view._web.focusProxy(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(*(round(float(part)) for part in place)),
        )
    assert told.args[0].toString() == f"http://{trap.host}/{name}"
    assert trap.asked == []


def test_pictures_inside_the_document_are_shown(view, qtbot):
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    show(view, qtbot, f'<img id=dot src="{dot}">')
    assert ask(view, qtbot, "document.getElementById('dot').naturalWidth") == 1


def test_a_page_cannot_pretend_to_be_painted(view, qtbot):
    show(view, qtbot, "<p>x</p>")
    told = []
    view.painted.connect(told.append)
    ask(view, qtbot, "console.log('guess:9'); console.log(':9'); 0")
    qtbot.wait(50)
    assert told == []


def test_the_profile_keeps_nothing(view, qtbot, qapp):
    show(view, qtbot, "<p>x</p>")
    engine = Engine.of(qapp)
    assert engine is Engine.of(qapp)
    assert engine.profile.isOffTheRecord()
    settings = view.page().settings()
    assert not any(settings.testAttribute(attribute) for attribute in _OFF)
    assert not settings.testAttribute(QWebEngineSettings.WebAttribute.JavascriptEnabled)


def test_documents_leave_with_their_view(shown, qtbot, qapp):
    window = shown(QWidget(), 100, 100)
    view = HtmlView("x", parent=window)
    view.show()
    show(view, qtbot, "<p>secret</p>")
    shelf = Engine.of(qapp).shelf
    count = len(shelf.documents)
    with qtbot.waitSignal(view.page().destroyed):
        view.deleteLater()
    assert len(shelf.documents) == count - 1
