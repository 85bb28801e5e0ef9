# SPDX-License-Identifier: LicenseRef-Desk
"""Faults of the sandbox's servers, switched on line by line; each change holds at once."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desk.services.sandbox import LABELS, Fault, FaultKind
from desk.translation import _
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.theme import SIZE
from desk.ui.widgets import IconButton, LinkButton

MOST_TIMES = 999
REST_MS = 500
TIMES_WIDTH = 130


class FaultsEditor(QWidget):
    """put(faults): the person wants exactly these."""

    put = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []
        self._kept: tuple[Fault, ...] | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell)
        self.add = LinkButton("", "plus", quiet=True)
        self.add.clicked.connect(self._on_add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SIZE.space_xs)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def faults(self) -> tuple[Fault, ...]:
        """Return what is typed."""
        return tuple(row.fault() for row in self._rows)

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Show what is on, unless somebody is typing."""
        if self._rest.isActive() or faults in (self._kept, self.faults()):
            self._kept = faults
            return
        self._kept = faults
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for fault in faults:
            self._put_row(fault)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.add.setText(_("Add a fault"))
        for row in self._rows:
            row.retranslate()

    def _put_row(self, fault: Fault) -> "_Row":
        row = _Row(fault)
        row.changed.connect(self._rest.start)
        row.removed.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.retranslate()
        return row

    def _on_add(self) -> None:
        self._put_row(Fault(kind=FaultKind.LATER, times=1)).focus()
        self._tell()

    def _on_remove(self, row: "_Row") -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self._tell()

    def _tell(self) -> None:
        self._rest.stop()
        if self.faults() != self._kept:
            self._kept = self.faults()
            self.put.emit(self._kept)


class _Row(QWidget):
    """One fault: what, to whom, how often."""

    changed = Signal()
    removed = Signal()

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self._delay_s = fault.delay_s
        self._kind, self._address, self._times = ChoiceBox(), QLineEdit(fault.address), QSpinBox()
        self._remove = IconButton("x", "")
        self._times.setRange(0, MOST_TIMES)
        self._times.setFixedWidth(TIMES_WIDTH)
        self._times.lineEdit().setTextMargins(SIZE.space_s, 0, 0, 0)
        self.retranslate()
        self._kind.choose(fault.kind.value)
        self._times.setValue(fault.times or 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZE.space_s)
        row.addWidget(self._kind, 3)
        row.addWidget(self._address, 3)
        row.addWidget(self._times)
        row.addWidget(self._remove)
        self._kind.currentIndexChanged.connect(self._on_changed)
        self._address.textChanged.connect(self._on_changed)
        self._times.valueChanged.connect(self._on_changed)
        self._remove.clicked.connect(self.removed)

    def fault(self) -> Fault:
        return Fault(
            kind=FaultKind(self._kind.key()),
            address=self._address.text().strip(),
            times=self._times.value() or None,
            delay_s=self._delay_s,
        )

    def focus(self) -> None:
        self._kind.setFocus()

    def retranslate(self) -> None:
        self._kind.offer([(kind.value, _(label)) for kind, label in LABELS.items()])
        self._kind.setAccessibleName(_("What the server does"))
        self._address.setPlaceholderText(_("Every recipient"))
        self._address.setAccessibleName(_("To which recipient"))
        self._times.setSpecialValueText(_("every time"))
        self._times.setPrefix("")
        self._times.setSuffix(" " + _("times"))
        self._times.setAccessibleName(_("How often"))
        self._remove.set_label(_("Switch this fault off"))

    def _on_changed(self, *_value: object) -> None:
        self.changed.emit()
