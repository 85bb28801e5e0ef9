# SPDX-License-Identifier: LicenseRef-Desk
"""What stands where a template says nothing yet on a channel in a language."""

from desk.translation import _
from desk.ui.panes.templates import edits
from desk.ui.panes.templates.view_model import State
from desk.ui.widgets import EmptyState
from desk.ui.wording import channel_mark, formats


class Lacking(EmptyState):
    """Offers to copy another language, or to begin empty."""

    def __init__(self) -> None:
        super().__init__("translate", "")

    def show_state(self, state: State) -> None:
        """Say what is lacking."""
        source = source_of(state)
        name = formats.language_name(source)
        hint = _("Copy {language} and translate it; nothing is sent before you publish.")
        self.set_texts(
            _("{channel}: nothing in {language} yet.").format(
                channel=channel_mark(state.channel).text, language=formats.language_name(state.language)
            ),
            hint.format(language=name) if source else "",
            _("Copy {language}").format(language=name) if source else _("Write it"),
        )


def source_of(state: State) -> str:
    """Return the language to copy from on the channel that is shown; "" when it says nothing in any."""
    spoken = [tag for tag, text in state.wording.texts.get(state.channel, {}).items() if edits.says(text)]
    usual = state.shop.settings.default_language
    return usual if usual in spoken else next(iter(spoken), "")
