# SPDX-License-Identifier: LicenseRef-Desk
"""What comes next in a new shop: an account, customers, rules; until all is done or it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.translation import N_, _
from desk.ui.theme import SIZE
from desk.ui.widgets.buttons import SECONDARY, IconButton, SecondaryButton, Skin
from desk.ui.widgets.labels import Text
from desk.ui.widgets.speaks import Speaks
from desk.ui.widgets.surfaces import Card

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.services.store import Session

KEPT = "next_steps"
CLOSED = "closed"
DONE = Skin(text="text2", icon="ok")
"""What a step wears that is done: it steps back, but still leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How far a shop is. is_new: it is one's own and not in service yet."""

    is_new: bool = False
    has_account: bool = False
    has_customers: bool = False
    has_rules: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.is_new and not (self.has_account and self.has_customers and self.has_rules)


def read_steps(session: Session) -> Steps:
    """Read how far the shop is; of one in service nothing more is asked."""
    from desk.models.vocabulary import RuleState
    from desk.services.providers import Roster
    from desk.services.rules import Rulebook, RuleFilter
    from desk.services.shop import CustomerFilter, Customers, Settings

    settings = Settings(session).get()
    if settings.is_sample or not settings.trial_mode:
        return Steps()
    working = RuleFilter(states=(RuleState.ACTIVE,))
    return Steps(
        is_new=True,
        has_account=bool(Roster(session).in_use(sandbox=False)),
        has_customers=bool(Customers(session).page(CustomerFilter(), limit=1)),
        has_rules=bool(Rulebook(session).page(working, limit=1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. fact: the field of Steps that says it is done. target: where on `page`."""

    fact: str
    label: str
    page: str
    target: tuple[tuple[str, str], ...] = ()


STEPS = (
    Step(
        fact="has_account", label=N_("Connect your mailbox"), page="settings", target=(("page", "mailboxes"),)
    ),
    Step(fact="has_customers", label=N_("Add a customer"), page="customers", target=(("new", ""),)),
    Step(fact="has_rules", label=N_("Switch a rule on"), page="rules"),
)


class NextSteps(Speaks, QWidget):
    """The list, hidden until `show_steps`. step_requested(Step). closed(): it is not wanted any more."""

    step_requested = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._steps = Steps()
        self._title, self._note = Text("", "h3"), Text("", "meta")
        self._buttons = {step.fact: SecondaryButton("", "circle") for step in STEPS}
        self._close = IconButton("x", "")
        self._lay_out()
        for button in self._buttons.values():
            button.clicked.connect(self._on_clicked)
        self._close.clicked.connect(self.closed)
        self.retranslate()
        self.hide()

    def show_steps(self, steps: Steps) -> None:
        """Say what is done and what is not; nothing when nothing is left."""
        self._steps = steps
        self.retranslate()
        self.setVisible(steps.is_open)

    def buttons(self) -> tuple[SecondaryButton, ...]:
        """Return the buttons, in the order of STEPS."""
        return tuple(self._buttons.values())

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._title.setText(_("What comes next"))
        self._note.setText(_("Nothing leaves until you go live."))
        self._close.set_label(_("Close"))
        for step in STEPS:
            button, is_done = self._buttons[step.fact], bool(getattr(self._steps, step.fact))
            button.setText(_(step.label))
            button.set_icon("check-circle" if is_done else "circle")
            button.set_skin(DONE if is_done else SECONDARY)
            button.setAccessibleDescription(_("Done") if is_done else _("Still to do"))

    def _on_clicked(self) -> None:
        for step in STEPS:
            if self._buttons[step.fact] is self.sender():
                self.step_requested.emit(step)

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._title)
        said.addWidget(self._note)
        row = QHBoxLayout()
        row.setSpacing(SIZE.space_s)
        row.addLayout(said)
        row.addStretch(1)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._close)
        card = Card()
        card.column.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_s, SIZE.space_s)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZE.space_m, 0, SIZE.space_m, SIZE.space_s)
        column.addWidget(card)
