# SPDX-License-Identifier: LicenseRef-Desk
"""The customer card: its head, and three parts: what goes on, who it is, what was agreed to."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk.services.shop import CustomerCard, CustomerDraft
from desk.translation import _, ngettext
from desk.ui.panes.customers.activity_panel import ActivityPanel
from desk.ui.panes.customers.card_form import CardForm
from desk.ui.panes.customers.card_head import CardHead
from desk.ui.panes.customers.card_model import CardModel
from desk.ui.panes.customers.card_parts import ACTIVITY, CONSENTS, DETAILS, LEAST_WIDTH, PARTS, WIDTH
from desk.ui.panes.customers.consent_panel import ConsentPanel
from desk.ui.panes.customers.deeds import CustomerDeeds
from desk.ui.panes.customers.looks import name_of
from desk.ui.panes.customers.readings import CardView
from desk.ui.panes.customers.view_model import CustomersModel
from desk.ui.theme import SIZE
from desk.ui.widgets import EmptyState, InfoBar, Segments
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import failure_text


class CardPanel(Speaks, QWidget):
    """twin_wanted(customer id): somebody else who shares an address."""

    twin_wanted = Signal(str)

    def __init__(
        self, model: CardModel, shown: CustomersModel, deeds: CustomerDeeds, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._list = shown
        self._deeds = deeds
        self.head = CardHead()
        self.form = CardForm()
        self.consents = ConsentPanel()
        self.activity = ActivityPanel()
        self._twins = InfoBar("info")
        self._said_twins: tuple[str, str] = ("", "")
        self._parts = Segments("", underline=True)
        self._nothing = EmptyState("identification-card", "")
        self._middle = QStackedWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def view(self) -> CardView | None:
        """Return what is shown; None for nobody."""
        return self._model.state.shown

    def show_part(self, part: str) -> None:
        """Show one of PARTS."""
        self._parts.set_current(part)
        self._on_part(part)

    def edit(self) -> None:
        """Show who it is and go to the first address."""
        self.show_part(DETAILS)
        rows = self.form.points.rows()
        target = rows[0].editor if rows else self.form.identity.field("first_name").editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._parts.setAccessibleName(_("Parts of the card"))
        self._parts.set_text(ACTIVITY, _("Activity"))
        self._parts.set_text(CONSENTS, _("Consents"))
        self._say_details()
        for part in (self.head, self.form, self.consents, self.activity):
            part.retranslate()
        self._said_twins = ("", "")
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.pause()

    def _lay_out(self) -> None:
        for part, widget in zip(PARTS, (self.activity, self.form, self.consents), strict=True):
            self._parts.add(part, "")
            self._body.addWidget(_scrolled(widget))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part_of_head in (self.head, self._twins, self.form.clash, self._parts):
            column.addWidget(part_of_head)
        column.addWidget(self._body, 1)
        column.addWidget(self.form.foot)
        self._middle.addWidget(whole)
        self._middle.addWidget(self._nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._middle)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._list.changed.connect(self._show)
        self._parts.current_key_changed.connect(self._on_part)
        self._nothing.verb_requested.connect(self._model.refresh)
        self._twins.verb_requested.connect(self._on_twin)
        self.activity.older_wanted.connect(self._model.show_older)
        self.form.save_requested.connect(self._on_save)
        self.form.dirty_changed.connect(self._say_details)
        self._deeds.saved.connect(self.form.forget)

    def _show(self) -> None:
        view = self._model.state.shown
        if view is None:
            self._show_nothing()
            return
        self._middle.setCurrentIndex(0)
        shop = self._list.state.shop
        self.head.show_view(view, shop)
        self.form.show_card(view.card, shop)
        self.consents.show_view(view)
        self.activity.show_view(view)
        self._show_twins(view)

    def _show_nothing(self) -> None:
        state = self._model.state
        self._middle.setCurrentIndex(1)
        if state.error is not None:
            failure = failure_text(state.error)
            self._nothing.set_texts(failure.title, failure.sentence, _("Try again"))
        elif state.is_loading:
            self._nothing.set_texts(_("Loading…"))
        elif state.is_gone:
            self._nothing.set_texts(_("This customer no longer exists."))
        else:
            self._nothing.set_texts(
                _("Choose a customer"), _("Their addresses, agreements and messages show here.")
            )

    def _show_twins(self, view: CardView) -> None:
        said = (view.card.id, ",".join(one.id for one in view.twins))
        if not view.twins:
            self._twins.hide()
        elif said != self._said_twins or self._twins.isHidden():
            text = ngettext(
                "{name} has the same address.",
                "{name} and others have the same address.",
                len(view.twins),
            ).format(name=name_of(view.twins[0]))
            self._twins.show_message(text, verb=_("Compare"), icon="users")
        self._said_twins = said

    def _say_details(self) -> None:
        self._parts.set_text(DETAILS, _("Details") + (" •" if self.form.unsaved() else ""))

    def _on_part(self, part: str) -> None:
        self._body.setCurrentIndex(PARTS.index(part))

    def _on_twin(self) -> None:
        view = self._model.state.shown
        if view is not None and view.twins:
            self.twin_wanted.emit(view.twins[0].id)

    def _on_save(self, card: CustomerCard, draft: CustomerDraft) -> None:
        self._deeds.save(card, draft, self._on_failure)

    def _on_failure(self, error: Exception) -> None:
        self._model.refresh()
        self.form.show_failure(error)


def _scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget with the usual margins in a scroll area."""
    inside = QWidget()
    inside.setProperty("role", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(SIZE.space_m, SIZE.space_m, SIZE.space_m, SIZE.space_m)
    column.addWidget(widget)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
