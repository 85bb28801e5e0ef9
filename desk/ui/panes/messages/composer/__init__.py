# SPDX-License-Identifier: LicenseRef-Desk
"""The composer: replies, notes and new conversations."""

from desk.ui.panes.messages.composer.composer import Composer
from desk.ui.panes.messages.composer.new_conversation import NewConversation

__all__ = ["Composer", "NewConversation"]
