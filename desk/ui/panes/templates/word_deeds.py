# SPDX-License-Identifier: LicenseRef-Desk
"""Changes the words of the template that is open as a whole; Ctrl+Z takes each of them back."""

from dataclasses import replace

from desk.translation import _
from desk.ui.panes.templates import edits, readings
from desk.ui.panes.templates.view_model import EditorModel
from desk.ui.wording import formats


def reset(model: EditorModel) -> None:
    """Give the template the words back that its event ships with."""
    ready = readings.ready_wording(model.state.event_kind)
    if ready is not None:
        model.edit(edits.normal(ready), _("Back to the ready text"))
        model.show_part()


def remove_language(model: EditorModel) -> None:
    """Take the language that is shown away, on every channel."""
    state = model.state
    name = formats.language_name(state.language)
    wording = edits.without_language(state.wording, state.language)
    model.edit(wording, _("Take {language} away").format(language=name))
    model.show_part()


def remove_channel(model: EditorModel) -> None:
    """Take the channel that is shown away."""
    state = model.state
    texts = {one: kept for one, kept in state.wording.texts.items() if one != state.channel}
    model.edit(replace(state.wording, texts=texts), _("Take a channel away"))
    model.show_part()
