# SPDX-License-Identifier: LicenseRef-Desk
"""Dresses the application in one of two looks and follows the system when asked to."""

from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from desk.resources import path
from desk.ui.theme import fonts
from desk.ui.theme.palette import palette
from desk.ui.theme.tokens import DARK, LIGHT, SIZE, TYPE, Tokens


class Look(StrEnum):
    """What the person chose: follow the system, or always the one."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look in force. `changed` is emitted after the application wears new colours."""

    changed = Signal()

    _current: "Theme | None" = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = Look.SYSTEM
        self.tokens: Tokens = LIGHT
        self._colours: dict[str, QColor] = {}
        self._marks: QTemporaryDir | None = None
        self._watches = False

    @classmethod
    def current(cls) -> "Theme":
        """Return the one theme of this process; light until `apply` was called."""
        if cls._current is None:
            cls._current = cls()
        return cls._current

    @property
    def is_dark(self) -> bool:
        """Say whether the dark look is worn."""
        return self.tokens is DARK

    def colour(self, token: str) -> QColor:
        """Return the colour called `token` in this look; do not change it. Unknown names: AttributeError."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(getattr(self.tokens, token))
        return found

    def wear(self, tokens: Tokens, application: QApplication) -> None:
        """Put `tokens` on the application: palette, style sheet, then `changed`."""
        self.tokens = tokens
        self._colours.clear()
        if self._marks is None:
            self._marks = QTemporaryDir()
        marks = draw_marks(tokens, Path(self._marks.path()))
        application.setPalette(palette(tokens))
        application.setStyleSheet(style_sheet(tokens, marks))
        self.changed.emit()

    def watch(self) -> None:
        """Hear of the system's changes from now on."""
        if not self._watches:
            self._watches = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_system)


def apply(application: QApplication, look: Look | str = Look.SYSTEM, *, text_factor: float = 1.0) -> Theme:
    """Dress `application`: Fusion, font, palette, style sheet. May be called again to change the look."""
    theme = Theme.current()
    if not application.styleSheet():  # under a style sheet Qt no longer tells the style's name
        application.setStyle("Fusion")
    application.setFont(fonts.choose(text_factor))
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(_SCHEMES[Look(look)])
    theme.watch()
    theme.look = Look(look)
    theme.wear(_tokens(theme.look), application)
    return theme


def style_sheet(tokens: Tokens, marks: Path) -> str:
    """Return the style sheet in the colours of `tokens`; an unknown $name raises KeyError."""
    sheet = (path("style") / "desk.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(_names(tokens, marks))


def draw_marks(tokens: Tokens, folder: Path) -> Path:
    """Write the small pictures a style sheet can only name (arrows, ticks) in the colours of `tokens`."""
    target = folder / ("dark" if tokens is DARK else "light")
    target.mkdir(exist_ok=True)
    for name, (shape, token) in _MARKS.items():
        drawing = (path("icons") / "regular" / f"{shape}.svg").read_text(encoding="utf-8")
        coloured = drawing.replace("currentColor", getattr(tokens, token))
        (target / f"{name}.svg").write_text(coloured, encoding="utf-8")
    return target


def _names(tokens: Tokens, marks: Path) -> dict[str, str]:
    names = dict(asdict(tokens))
    names.update({key: f"{value}px" for key, value in asdict(SIZE).items()})
    for field in fields(TYPE):
        kind = fonts.style(field.name)
        names[f"font_{field.name}"] = f"font-size: {fonts.px(field.name)}px; font-weight: {kind.weight}"
    names["marks"] = marks.as_posix()
    return names


def _tokens(look: Look) -> Tokens:
    if look is Look.SYSTEM:
        return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if look is Look.DARK else LIGHT


def _follow_system(_scheme: Qt.ColorScheme) -> None:
    theme = Theme.current()
    application = QApplication.instance()
    wanted = _tokens(theme.look)
    if wanted is not theme.tokens and isinstance(application, QApplication):
        theme.wear(wanted, application)


_SCHEMES = {
    Look.SYSTEM: Qt.ColorScheme.Unknown,
    Look.LIGHT: Qt.ColorScheme.Light,
    Look.DARK: Qt.ColorScheme.Dark,
}

_MARKS = {
    "down": ("caret-down", "text2"),
    "down_off": ("caret-down", "disabled"),
    "up": ("caret-up", "text2"),
    "right": ("caret-right", "text2"),
    "check": ("check", "on_primary"),
    "check_menu": ("check", "primary_text"),
    "check_off": ("check", "surface"),
    "minus": ("minus", "on_primary"),
    "close": ("x", "text2"),
}
