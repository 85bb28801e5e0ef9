# SPDX-License-Identifier: LicenseRef-Desk
"""The view on a real web engine: what is shown, what is kept, what happens when the renderer dies."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineScript

from desk.ui.widgets import HtmlView, PlainView
from desk.ui.widgets import html_view as module
from desk.ui.widgets.html_view import is_available, register_scheme

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
LONG = "<!doctype html><body style='margin:0'>" + "".join(f"<p id=p{n}>ligne {n}</p>" for n in range(200))


@pytest.fixture
def view(shown):
    return shown(HtmlView("Aperçu"), 400, 300)


@pytest.fixture
def run(view, qtbot):
    """Run a script in the world of our own and return its value."""

    def ask(script):
        answers = []
        view.page().runJavaScript(script, WORLD, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    return ask


def show(view, qtbot, html, revision):
    with qtbot.waitSignal(view.painted, timeout=60_000) as told:
        view.show_html(html, revision)
    assert told.args == [revision]


def patch(view, qtbot, html, revision):
    with qtbot.waitSignal(view.painted) as told:
        view.patch_html(html, revision)
    assert told.args == [revision]


def test_the_engine_is_made_on_first_need(view, qtbot):
    assert view.page() is None
    show(view, qtbot, "<p>Bonjour</p>", 1)
    assert view.page() is not None
    assert view.html() == "<p>Bonjour</p>"
    assert view.is_web()


def test_it_can_be_warmed(view):
    view.warm()
    assert view.page() is not None


def test_a_patch_keeps_the_place_and_changes_only_what_differs(view, qtbot, run):
    show(view, qtbot, LONG, 1)
    run("scrollTo(0, 900); document.getElementById('p3').mark = 7; 0")
    patch(view, qtbot, LONG.replace("ligne 150", "<b style='color:red'>autre</b>"), 2)
    assert run("scrollY") == 900
    assert run("document.getElementById('p150').innerHTML") == '<b style="color: red;">autre</b>'
    assert run("document.getElementById('p3').mark") == 7


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p><p>b</p><p>c</p>", "<p>c</p>"),
        ("<p style='color:red'>a</p>", "<p style='color:blue' class=x>a</p>"),
        ("<p style='color:red'>a</p>", "<p>a</p>"),
        ("<div><p>a</p></div>", "<div>b<i>c</i></div>"),
        ("<h1>a</h1>", "<h2 title='x > y style=z'>a</h2>"),
        ("<p>style=a</p>", "<p>style=b</p>"),
        ("", '<table><tr><td style="padding:1px">a</table>'),
    ],
)
def test_a_patched_document_is_the_one_that_was_given(view, qtbot, run, before, after):
    head = "<!doctype html><html lang=fr><head><title>t</title></head><body>"
    show(view, qtbot, head + before, 1)
    patch(view, qtbot, head + after, 2)
    patched = run("document.documentElement.outerHTML")
    show(view, qtbot, head + after, 3)
    run("for (const e of document.querySelectorAll('[style]')) e.style.cssText = e.getAttribute('style'); 0")
    assert patched.replace(' style=""', "") == run("document.documentElement.outerHTML")


def test_of_a_burst_only_the_newest_is_painted(view, qtbot, run):
    show(view, qtbot, "<p>0</p>", 0)
    painted = []
    view.painted.connect(painted.append)
    for revision in range(1, 20):
        view.patch_html(f"<p>{revision}</p>", revision)
    qtbot.waitUntil(lambda: painted[-1:] == [19])
    assert len(painted) <= 3
    assert run("document.body.innerText.trim()") == "19"


def test_a_patch_before_anything_is_a_load(view, qtbot, run):
    patch_before_load = "<p>Bonjour</p>"
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.patch_html(patch_before_load, 1)
    assert run("document.body.innerText.trim()") == "Bonjour"


def test_what_is_due_after_a_paint_needs_no_page_that_has_gone(view, qtbot):
    show(view, qtbot, "<p>un</p>", 1)
    page = view.page()
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    view._collect()


def test_large_documents_are_shown(view, qtbot, run):
    show(view, qtbot, "<p>" + "x" * 3_000_000 + "</p><p id=end>fin</p>", 1)
    assert run("document.getElementById('end').innerText") == "fin"


def test_a_dead_renderer_is_replaced(view, qtbot, run):
    show(view, qtbot, "<p>Bonjour</p>", 1)
    with qtbot.waitSignal(view.painted, timeout=60_000) as told:
        view.page().renderProcessTerminated.emit(
            view.page().RenderProcessTerminationStatus.KilledTerminationStatus, 9
        )
    assert told.args == [1]
    assert run("document.body.innerText.trim()") == "Bonjour"


def test_a_renderer_that_dies_again_and_again_is_given_up(view, qtbot):
    show(view, qtbot, "<p>Bonjour</p>", 1)
    for _ in range(module.CRASHES_ENOUGH):
        view._on_crash()
    assert not view.is_web()
    assert view.findChild(PlainView).text() == "Bonjour"
    assert view.findChild(PlainView).isVisible()


def test_without_the_engine_the_words_are_shown(shown, qtbot):
    view = shown(HtmlView("Aperçu", allow_web=False), 400, 300)
    with qtbot.waitSignal(view.painted) as told:
        view.show_html("<p>Bonjour</p>", 4)
    assert told.args == [4]
    with qtbot.waitSignal(view.painted):
        view.patch_html("<p>Bonsoir</p>", 5)
    assert view.findChild(PlainView).text() == "Bonsoir"
    assert view.page() is None


def test_as_root_it_is_used_only_when_told_to(monkeypatch):
    monkeypatch.setattr(module.os, "geteuid", lambda: 0)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    assert not is_available()
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    assert is_available()


def test_flags_are_set_once_and_keep_those_of_others(monkeypatch):
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--own")
    register_scheme()
    register_scheme()
    flags = module.os.environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    assert flags.startswith("--own ")
    assert flags.count("expose-gc") == 1


def test_links_are_told_and_not_followed(view, qtbot):
    show(view, qtbot, "<p>x</p>", 1)
    told = []
    view.link_clicked.connect(told.append)
    page = view.page()
    kind = page.NavigationType.NavigationTypeLinkClicked
    assert not page.acceptNavigationRequest(QUrl("https://good.example/"), kind, True)
    assert told == [QUrl("https://good.example/")]


def test_what_waits_goes_where_it_was_to_go_though_it_is_told_again(shown, qtbot):
    view = shown(HtmlView("Fil", script="thread.js"), 400, 300)

    def lines(key, more=""):
        many = "".join(f"<p id={key}{n} data-h=1>ligne {n}</p>" for n in range(100))
        return f"<!doctype html><html><body><main data-thread={key}>{many}{more}</main></body></html>"

    view.serve({}, "end")
    view.show_html(lines("a"), 1)
    view.serve({}, "b60")
    view.patch_html(lines("b"), 2)
    view.serve({})
    with qtbot.waitSignal(view.painted, check_params_cb=lambda revision: revision == 3, timeout=60_000):
        view.patch_html(lines("b", "<p id=more data-h=1>x</p>"), 3)
    told = []
    script = "document.getElementById('b60').getBoundingClientRect().top"
    view.page().runJavaScript(script, WORLD, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert 0 <= told[0] < 300
