# SPDX-License-Identifier: LicenseRef-Desk
"""Sets the kinds of text: the system's font, or the bundled Inter where a system has none of its own."""

from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication, QStaticText

from desk.resources import path
from desk.ui.theme.tokens import TYPE, TextStyle

BUNDLED = "Inter"
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")

_family: list[str] = []
_factor: list[float] = [1.0]


@cache
def load_bundled() -> str:
    """Make the bundled font known to Qt and return its family; needs an application."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(path("fonts") / name))
    return BUNDLED


def choose(factor: float = 1.0, family: str | None = None) -> QFont:
    """Choose the family and the size factor (0.9 to 1.5) for all text; return the font of plain text.

    Without `family`: the system's font. The offscreen platform has none worth the name and gets Inter, so
    that pictures are alike everywhere.
    """
    bundled = load_bundled()
    if family is None:
        offscreen = QGuiApplication.platformName() == "offscreen"
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        family = bundled if offscreen or not system else system
    _family[:] = [family, bundled]
    _factor[0] = factor
    for known in (font, metrics, line):
        known.cache_clear()
    return font("body")


def factor() -> float:
    """Return the size factor that is in force."""
    return _factor[0]


def style(kind: str) -> TextStyle:
    """Return the text style called `kind`; an unknown name is a mistake of ours (AttributeError)."""
    found: TextStyle = getattr(TYPE, kind)
    return found


def px(kind: str) -> int:
    """Return the height of `kind` in logical pixels at the size factor in force."""
    return round(style(kind).px * _factor[0])


@cache
def font(kind: str = "body", *, tabular: bool = False) -> QFont:
    """Return the font of `kind` (a name of tokens.Type); `tabular`: equal figures. Do not change it."""
    wanted = style(kind)
    made = QFont()
    if _family:
        made.setFamilies(_family)
    made.setPixelSize(px(kind))
    made.setWeight(QFont.Weight(wanted.weight))
    if wanted.tracking_px:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, wanted.tracking_px)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(kind: str, *, tabular: bool = False) -> QFontMetrics:
    """Return the measures of `kind`."""
    return QFontMetrics(font(kind, tabular=tabular))


@lru_cache(maxsize=4096)
def line(text: str, width_px: int, kind: str, *, tabular: bool = False) -> tuple[QStaticText, int]:
    """Return one line of `text`, cut where `width_px` ends and ready to be painted, and how wide it is.

    Lists ask for the same words at every frame, and shaping them takes longer than painting them.
    """
    measure = metrics(kind, tabular=tabular)
    shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, width_px)
    made = QStaticText(shown)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font(kind, tabular=tabular))
    return made, measure.horizontalAdvance(shown)


@cache
def initials_font(diameter_px: int) -> QFont:
    """Return the font for initials in a circle of `diameter_px`."""
    made = QFont(font("strong"))
    made.setPixelSize(max(7, round(diameter_px * 0.38)))
    return made
