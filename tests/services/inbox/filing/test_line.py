# SPDX-License-Identifier: LicenseRef-Desk
"""A line, as the list is concerned with it."""

from desk.models.vocabulary import Author, Direction
from desk.services.inbox.filing import Line, LineFile
from desk.services.inbox.filing.line import preview_of, spoken_of
from tests.services.inbox.builders import NOW


def line(**told):
    return Line(conversation_id="c", direction=Direction.INCOMING, author=Author.CUSTOMER, at=NOW, **told)


def test_its_first_words_are_made_when_none_are_told():
    assert preview_of(line(text="Bonjour\n\nÇa va ?")) == "Bonjour Ça va ?"
    assert preview_of(line(text="x", preview="y")) == "y"
    assert preview_of(line()) == ""


def test_pictures_inside_a_mail_are_no_attachments():
    picture = LineFile(name="a.png", media_type="image/png", size=1, sha256="x", is_inline=True)
    paper = LineFile(name="a.pdf", media_type="application/pdf", size=1, sha256="y")
    assert not spoken_of(line(files=(picture,)), "1").has_attachment
    assert spoken_of(line(files=(picture, paper)), "1").has_attachment
