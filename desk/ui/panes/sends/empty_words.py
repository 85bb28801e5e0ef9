# SPDX-License-Identifier: LicenseRef-Desk
"""Says why the list is empty, with the verb that fills it."""

from dataclasses import dataclass

from desk.translation import _
from desk.ui.panes.sends.filters import Period, Shown
from desk.ui.panes.sends.view_model import State


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyText:
    """What stands in the empty list (translated). deed: closed word for the verb."""

    icon: str
    title: str
    sentence: str
    verb: str
    deed: str


def empty_text(state: State) -> EmptyText:
    """Say it."""
    if state.filters.shown is Shown.AWAITING:
        return _text("check-circle", _("Nothing waits for your approval."), "", _("Show all sends"), "all")
    if state.figures is not None and not state.figures.ever:
        return _text(
            "paper-plane-tilt",
            _("Nothing has been sent yet."),
            _("Simulate a rule to see what would leave."),
            _("Simulate"),
            "simulate",
        )
    if state.filters.is_narrow:
        return _text(
            "magnifying-glass", _("No send matches these filters."), "", _("Clear the filters"), "clear"
        )
    title = (
        _("Nothing was sent today.") if state.filters.period is Period.TODAY else _("Nothing was sent then.")
    )
    return _text("paper-plane-tilt", title, _("Older sends are kept."), _("Show all sends"), "widen")


def _text(icon: str, title: str, sentence: str, verb: str, deed: str) -> EmptyText:
    return EmptyText(icon=icon, title=title, sentence=sentence, verb=verb, deed=deed)
