# SPDX-License-Identifier: LicenseRef-Desk
"""What happens when a variable has no value: required, another word, or the sentence goes; one line for each."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desk.services.templates import Policy, PolicyKind
from desk.translation import _, ngettext
from desk.ui.panes.templates.block_forms import bare
from desk.ui.panes.templates.places import used_paths
from desk.ui.panes.templates.variables import Vocabulary, sure
from desk.ui.panes.templates.view_model import State
from desk.ui.theme import SIZE
from desk.ui.widgets import Divider, ElidedText, LinkButton, Option, Pill, Text
from desk.ui.widgets.speaks import Speaks

OPEN_HEIGHT = 5 * SIZE.row


class PoliciesPanel(Speaks, QWidget):
    """policy_chosen(path, Policy | None, is_typed): the person decides about a variable."""

    policy_chosen = Signal(str, object, bool)

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self._rows: dict[str, _PolicyRow] = {}
        self._paths: tuple[str, ...] = ()
        self._policies: Mapping[str, Policy] = {}
        self._fold = LinkButton("", "caret-right", quiet=True)
        self._fold.clicked.connect(self._on_fold)
        self._sum = ElidedText("", "meta")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedHeight(OPEN_HEIGHT)
        self._scroll.hide()
        self._lay_out()
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show the variables of the text that is shown."""
        paths = used_paths(state.text)
        if paths == self._paths and state.wording.policies == self._policies:
            return
        self._paths, self._policies = paths, state.wording.policies
        certain = sure(state.event_kind)
        for path in self._rows.keys() - set(paths):
            row = self._rows.pop(path)
            row.hide()
            row.deleteLater()
        for number, path in enumerate(paths):
            if path not in self._rows:
                row = self._rows[path] = _PolicyRow(path)
                row.chosen.connect(self.policy_chosen)
            self._column.insertWidget(number, self._rows[path])
            self._rows[path].show_policy(
                self._vocabulary.label(path), self._policies.get(path), is_sure=path in certain
            )
        self._say_sum(certain)

    def unfold(self, *, open_: bool = True) -> None:
        """Show the lines, or only how many there are."""
        self._scroll.setVisible(open_)
        self._fold.set_icon("caret-down" if open_ else "caret-right")
        self._fold.setAccessibleDescription(_("open") if open_ else _("closed"))

    def focus(self, path: str) -> bool:
        """Go to the line of a variable; False when the text that is shown does not use it."""
        row = self._rows.get(path)
        if row is None:
            return False
        self.unfold()
        self._scroll.ensureWidgetVisible(row)
        row.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def row(self, path: str) -> "_PolicyRow | None":
        """Return the line of a variable; None when it is not used."""
        return self._rows.get(path)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._fold.setText(_("When a value is missing"))
        self._policies = {"": Policy()}  # unlike any: every line is said again
        for path, row in self._rows.items():
            row.retranslate(self._vocabulary.label(path))

    def _on_fold(self) -> None:
        self.unfold(open_=self._scroll.isHidden())

    def _say_sum(self, certain: frozenset[str]) -> None:
        count = len(self._paths)
        left = sum(path not in self._policies and path not in certain for path in self._paths)
        words = [ngettext("{count} variable", "{count} variables", count).format(count=count)]
        if left:
            words.append(ngettext("{count} to decide", "{count} to decide", left).format(count=left))
        self._sum.setText(" · ".join(words))
        self._sum.set_role("warning" if left else "meta")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SIZE.space_s, SIZE.space_xs, SIZE.space_m, SIZE.space_xs)
        head.addWidget(self._fold)
        head.addWidget(self._sum, 1)
        body = QWidget()
        body.setProperty("role", "clear")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(SIZE.space_m, 0, SIZE.space_m, SIZE.space_s)
        self._column.setSpacing(SIZE.space_xs)
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        column = QVBoxLayout(self)
        bare(column)
        column.setSpacing(0)
        column.addWidget(Divider())
        column.addLayout(head)
        column.addWidget(self._scroll)


class _PolicyRow(QWidget):
    """One variable. chosen(path, Policy | None, is_typed)."""

    chosen = Signal(str, object, bool)

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._policy: Policy | None = None
        self._is_sure = False
        self._label = ElidedText("")
        self._note = Text("", "muted")
        self.kind = Pill("")
        self.kind.chosen.connect(self._on_kind)
        self.default = QLineEdit()
        self.default.textEdited.connect(self._on_default)
        row = QHBoxLayout(self)
        bare(row)
        row.addWidget(self._label, 2)
        row.addWidget(self._note)
        row.addWidget(self.kind)
        row.addWidget(self.default, 1)

    def show_policy(self, label: str, policy: Policy | None, *, is_sure: bool) -> None:
        """Show what was decided about the variable."""
        self._policy, self._is_sure = policy, is_sure
        self._label.setText(label)
        self.kind.set_options(_options(), policy.kind.value if policy else "")
        if policy is None:
            self.kind.set_value(_("Stop the message") if is_sure else _("Decide…"))
        self.kind.set_problem("" if policy or is_sure else _("Nobody has decided yet."))
        self._note.setText(_("always has a value") if is_sure else "")
        self.default.setVisible(policy is not None and policy.kind is PolicyKind.DEFAULT)
        if policy is not None and self.default.text() != policy.default:
            self.default.setText(policy.default)
        self.retranslate(label)

    def retranslate(self, label: str) -> None:
        self._label.setText(label)
        self.default.setAccessibleName(_("Instead of {variable}").format(variable=label))
        self.default.setPlaceholderText(_("instead, for example: dear customer"))

    def _on_kind(self, kind: str) -> None:
        default = self.default.text() if kind == PolicyKind.DEFAULT else ""
        self.chosen.emit(self._path, Policy(kind=PolicyKind(kind), default=default), False)
        if kind == PolicyKind.DEFAULT:
            self.default.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_default(self, text: str) -> None:
        self.chosen.emit(self._path, Policy(kind=PolicyKind.DEFAULT, default=text), True)


def _options() -> list[Option]:
    return [
        Option(
            key=PolicyKind.REQUIRED.value,
            label=_("Stop the message"),
            icon="hand-palm",
            detail=_("it waits for you"),
        ),
        Option(
            key=PolicyKind.DEFAULT.value,
            label=_("Say something else"),
            icon="quotes",
            detail=_("your words"),
        ),
        Option(
            key=PolicyKind.DROP.value,
            label=_("Drop the sentence"),
            icon="minus",
            detail=_("the rest stays"),
        ),
    ]
