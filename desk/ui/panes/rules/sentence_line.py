# SPDX-License-Identifier: LicenseRef-Desk
"""Shows a line of words and pills; while its shape stays, it is changed in place and keeps the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.panes.rules.pieces import Choice, Mark, Piece, Verb, Word, shape
from desk.ui.panes.rules.sortable import AltArrows
from desk.ui.theme import SIZE
from desk.ui.widgets import Badge, FlowLayout, LinkButton, Pill, PillPopup, Text


class SentenceLine(QWidget):
    """`chosen(key, choice)`: a pill or a verb with choices. `pressed(key)`: a verb without any."""

    chosen = Signal(str, str)
    pressed = Signal(str)

    def __init__(self, keys: AltArrows | None = None, parent: QWidget | None = None) -> None:
        """keys: hears of Alt and arrows on whatever stands in the line."""
        super().__init__(parent)
        self._keys = keys
        self._shape: tuple[tuple[str, str], ...] | None = None
        self._parts: list[QWidget] = []
        self._flow_holder = _Flow()
        self._problems = Text("", "problem", wrap=True)
        self._problems.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZE.space_xs)
        column.addWidget(self._flow_holder)
        column.addWidget(self._problems)

    def show_pieces(self, *pieces: Piece | None) -> None:
        """Show `pieces`; None is left out."""
        shown = tuple(piece for piece in pieces if piece is not None)
        if shape(shown) != self._shape:
            self._build(shown)
        for part, piece in zip(self._parts, shown, strict=True):
            _fill(part, piece)
        wrong = dict.fromkeys(piece.problem for piece in shown if isinstance(piece, Choice) and piece.problem)
        self.show_problem("\n".join(wrong))

    def show_problem(self, text: str) -> None:
        """Say under the line what is wrong; empty: nothing."""
        self._problems.setText(text)
        self._problems.setVisible(bool(text))

    def pill(self, key: str) -> Pill | None:
        """Return the pill that changes `key`."""
        return next((pill for pill in self.findChildren(Pill) if pill.objectName() == key), None)

    def problem(self) -> str:
        """Return what is said under the line."""
        return self._problems.text()

    def _build(self, pieces: tuple[Piece, ...]) -> None:
        focused = next((part.objectName() for part in self._parts if part.hasFocus()), "")
        while (item := self._flow_holder.flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        self._shape = shape(pieces)
        self._parts = [self._make(piece) for piece in pieces]
        glued: Text | None = None
        for piece, part in zip(pieces, self._parts, strict=True):
            if isinstance(piece, Word) and isinstance(part, Text) and piece.is_glued:
                glued = part
                continue
            self._flow_holder.flow.addWidget(part if glued is None else _glue(glued, part))
            glued = None
            if self._keys is not None:
                self._keys.watch(part)
            if focused and part.objectName() == focused:
                part.setFocus()

    def _make(self, piece: Piece) -> QWidget:
        match piece:
            case Word():
                return Text("", piece.role)
            case Mark():
                return Badge("", piece.role)
            case Choice():
                pill = Pill("")
                pill.setObjectName(piece.key)
                pill.chosen.connect(self._teller(piece.key))
                return pill
            case Verb():
                button = _VerbButton(piece)
                button.clicked.connect(self._on_verb)
                return button

    def _teller(self, key: str) -> Callable[[str], None]:
        def tell(choice: str) -> None:
            self.chosen.emit(key, choice)

        return tell

    def _on_verb(self) -> None:
        for part in self._parts:
            if part is self.sender() and isinstance(part, _VerbButton):
                if part.options:
                    part.open_choices(self._teller(part.objectName()))
                else:
                    self.pressed.emit(part.objectName())
                return


class _VerbButton(LinkButton):
    """A link that does something, or opens choices first."""

    def __init__(self, piece: Verb) -> None:
        super().__init__(piece.text, piece.icon)
        self.setObjectName(piece.key)
        self.options = piece.options

    def open_choices(self, chosen: Callable[[str], None]) -> None:
        """Open the choices under the link."""
        popup = PillPopup(self)
        popup.set_options(self.options)
        popup.chosen.connect(chosen)
        popup.open_under(self)


class _Flow(QWidget):
    """Words and pills, over as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self, gap=SIZE.space_s)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def discard(widget: QWidget) -> None:
    """Take a widget away at once, so that nobody finds it, and delete it once its signals are told."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _glue(word: QWidget, part: QWidget) -> QWidget:
    """Return a word and the pill that it belongs to as one, so that no line ends between them."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    row.addWidget(word)
    row.addWidget(part)
    return holder


def _fill(part: QWidget, piece: Piece) -> None:
    match piece:
        case Word() if isinstance(part, Text):
            part.setText(piece.text)
        case Mark() if isinstance(part, Badge):
            part.set_badge(piece.text, piece.role, piece.icon)
        case Choice() if isinstance(part, Pill):
            _fill_pill(part, piece)
        case Verb() if isinstance(part, _VerbButton):
            part.setText(piece.text)
            part.options = piece.options
            if piece.says:
                part.setAccessibleName(piece.says)
                part.setToolTip(piece.says)
        case _:
            raise TypeError(type(part).__name__)


def _fill_pill(pill: Pill, piece: Choice) -> None:
    pill.set_clause(piece.says)
    if piece.form is not None:
        pill.set_form(piece.form)
    else:
        pill.set_options(piece.options, piece.current)
    current = next((option for option in piece.options if option.key == piece.current), None)
    if current is None or piece.text:
        pill.set_value(piece.text, piece.icon)
    pill.set_problem(piece.problem)
