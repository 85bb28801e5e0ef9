# SPDX-License-Identifier: LicenseRef-Desk
"""From a place to what is edited."""

import pytest

from desk.services.templates import Block, BlockKind, Text
from desk.ui.panes.templates.places import Place, place_of, read_place, used_paths, uses_of


@pytest.mark.parametrize(
    ("place", "channel", "language", "part", "path"),
    [
        ("email.fr.subject", "email", "fr", "subject", ()),
        ("email.fr-CA.blocks.3.text", "email", "fr-CA", "text", (3,)),
        ("email.fr.blocks.1.otherwise.0.text", "email", "fr", "text", (1, "otherwise", 0)),
        ("email.fr.blocks.1.blocks.2", "email", "fr", "", (1, "blocks", 2)),
        ("sms.en.body", "sms", "en", "body", ()),
        ("email", "email", "", "", ()),
        ("", "", "", "", ()),
    ],
)
def test_places_are_read(place, channel, language, part, path):
    assert read_place(place) == Place(channel=channel, language=language, part=part, path=path)


def test_where_a_variable_is_shown_whatever_its_name():
    said = Text(
        subject="{{ commande.numero }}",
        blocks=(
            Block(kind=BlockKind.TEXT, text="x"),
            Block(kind=BlockKind.TEXT, text="{{ order.number|upper }}"),
        ),
    )
    assert uses_of(said, "order.number") == ("subject", "blocks.1.text")
    assert used_paths(said) == ("order.number",)
    assert place_of("email", "fr", "blocks.1.text") == "email.fr.blocks.1.text"
