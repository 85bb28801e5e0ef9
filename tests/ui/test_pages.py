# SPDX-License-Identifier: LicenseRef-Desk
"""Pages: built on demand, left with care, forgotten with their shop."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow

from desk.ui import pages as pages_module
from desk.ui.commands import Command, Commands
from desk.ui.docks import Page, Places
from desk.ui.pages import Pages
from desk.ui.panes import Pane


class Recorded(Page):
    """A page that writes down what happens to it."""

    unsaved = False

    def __init__(self, name):
        super().__init__(name)
        self.set_screen(QLabel(name))
        self.targets = []
        self.go_on = None

    def reveal(self, **target):
        self.targets.append(target)

    def leave(self, go_on):
        if self.unsaved:
            self.go_on = go_on
        else:
            go_on()


@pytest.fixture
def built():
    return []


@pytest.fixture
def panes(monkeypatch, built):
    def build(context):
        page = Recorded(build.name)
        built.append(build.name)
        context.commands.add(
            Command(name=f"{build.name}.save", label="Save", run=lambda: None, page=build.name)
        )
        return page

    def pane(name):
        def make(context):
            build.name = name
            return build(context)

        return Pane(
            name=name,
            label=name,
            icon="user",
            shortcut="",
            build=make,
            targets=frozenset({f"{name[:-1]}_id"}),
        )

    found = tuple(pane(name) for name in ("rules", "sends", "settings"))
    monkeypatch.setattr(pages_module, "PANES", found)
    return found


@pytest.fixture
def context(qtbot, tmp_path):
    window = QMainWindow()
    qtbot.addWidget(window)
    return SimpleNamespace(commands=Commands(window), places=Places(tmp_path), window=window)


@pytest.fixture
def pages(qtbot, panes):
    made = Pages(QLabel("opening"))
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_before_there_are_data(pages):
    assert pages.page is None
    pages.navigate("rules")
    assert pages.page is None


def test_a_page_is_built_when_it_is_first_shown(pages, context, built):
    pages.attach(context)
    assert built == ["sends"]
    pages.navigate("rules")
    pages.navigate("sends")
    pages.navigate("rules")
    assert built == ["sends", "rules"]
    with pytest.raises(KeyError):
        pages.navigate("nowhere")


def test_something_is_shown_while_a_page_is_built(pages, context, built):
    pages.attach(context)
    seen = []
    pages.building.connect(lambda name: seen.append((name, pages.currentWidget().text(), list(built))))
    pages.navigate("rules")
    pages.navigate("sends")
    pages.navigate("rules")
    assert seen == [("rules", "opening", ["sends"])]


def test_the_last_page_is_opened_again(pages, context, qtbot):
    context.places.keep_text("page", "rules")
    pages.attach(context)
    assert pages.page.objectName() == "rules"


def test_an_unknown_last_page_is_forgotten(pages, context):
    context.places.keep_text("page", "messages")
    pages.attach(context)
    assert pages.page.objectName() == "sends"


def test_a_target_is_handed_on(pages, context):
    pages.attach(context)
    pages.navigate("rules", rule_id="r1")
    assert pages.page.targets == [{"rule_id": "r1"}]


def test_a_target_that_a_page_does_not_know_is_a_mistake(pages, context, built):
    pages.attach(context)
    with pytest.raises(ValueError, match="rules cannot show customer_id"):
        pages.navigate("rules", customer_id="c1")
    assert built == ["sends"]


def test_pages_are_walked_round(pages, context):
    pages.attach(context)
    pages.step(1)
    assert pages.page.objectName() == "settings"
    pages.step(1)
    assert pages.page.objectName() == "rules"
    pages.step(-1)
    assert pages.page.objectName() == "settings"


def test_a_page_with_unsaved_work_is_asked_first(pages, context):
    pages.attach(context)
    pages.navigate("rules")
    pages.page.unsaved = True
    left = []
    pages.leave(lambda: left.append(1))
    assert left == []
    pages.page.go_on()
    assert left == [1]


def test_pages_that_are_shut_off_have_been_asked(pages, context):
    pages.attach(context)
    pages.navigate("rules")
    pages.page.unsaved = True
    pages.setEnabled(False)
    left = []
    pages.leave(lambda: left.append(1))
    assert left == [1]


def test_covered_pages_stay_so_until_another_shop_is_there(pages, context):
    pages.attach(context)
    pages.cover()
    pages.navigate("rules")
    assert pages.page is None
    assert pages.is_covered
    pages.detach()
    assert not pages.is_covered
    pages.attach(context)
    assert pages.page is not None


def test_badges_are_passed_on(pages, context, qtbot):
    pages.attach(context)
    with qtbot.waitSignal(pages.badge_changed) as told:
        pages.page.badge_changed.emit(3)
    assert told.args == ["sends", 3]


def test_another_shop_begins_from_nothing(pages, context, built):
    pages.detach()
    pages.attach(context)
    pages.navigate("rules")
    context.commands.enter("rules")
    pages.detach()
    assert pages.page is None
    assert context.commands.all() == ()
    pages.attach(context)
    assert built == ["sends", "rules", "rules"]


def test_a_page_that_is_no_pane(pages, context):
    alone = QLabel("first start")
    pages.show_alone(alone)
    pages.show_alone(alone)
    assert pages.currentWidget() is alone
    pages.reset_layout()
    pages.make_room(is_narrow=True)
    pages.remember()
