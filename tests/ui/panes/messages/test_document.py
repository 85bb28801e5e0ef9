# SPDX-License-Identifier: LicenseRef-Desk
"""The page that a thread is."""

from desk.translation import use_language
from desk.ui.panes.messages.document import ICONS, Wish, document, mail_style, style
from desk.ui.panes.messages.thread import Body
from desk.ui.theme import DARK, LIGHT
from tests.ui.panes.messages.rows import (
    at,
    attachment,
    card,
    conversation,
    event,
    message,
    note,
    reply,
    thread,
    translation,
)

WISH = Wish(word="w")


def test_one_page_with_days_and_what_is_new(qapp):
    made = document(
        thread(message("m1", at=at("09:00", 1)), reply("m2"), message("m3")), Wish(word="w", new_from="m3")
    )
    places = [made.index(part) for part in ('id="m-m1"', 'id="m-m2"', 'id="new"', 'id="m-m3"')]
    assert places == sorted(places)
    assert made.count('class="day"') == 2


def test_every_icon_that_is_used_is_there(qapp):
    made = document(thread(message(), reply(), note()), WISH)
    for name in {part.partition('"')[0] for part in made.split('href="#i-')[1:]}:
        assert name in ICONS


def test_paper_is_light_and_nothing_on_it_can_be_pressed(qapp):
    shown = thread(message(), note(), has_older=True)
    paper = document(shown, Wish(word="w", is_paper=True))
    assert "desk-action" not in paper
    assert "Internal note" in paper
    assert "Internal note" not in document(shown, Wish(word="w", is_paper=True, with_notes=False))


def test_on_paper_nothing_is_folded(qapp):
    fold = '<details class="desk-quote"><summary></summary><div>hier</div></details>'
    picture = attachment()
    shown = thread(
        message("m1", attachments=(picture,)),
        message("m2"),
        *(event(f"s{n}") for n in range(6)),
        bodies={"m1": Body(key="1", own=fold), "m2": Body(key="2", own=fold, is_mail=True)},
    )
    paper, screen = document(shown, Wish(word="w", is_paper=True)), document(shown, WISH)
    assert paper.count('<details open class="desk-quote">') == 2
    assert 'class="fold"' in screen
    assert 'class="fold"' not in paper
    assert paper.count('class="sys') == 6
    assert "desk-action" not in paper


def test_paper_shows_what_was_written_beside_its_translation(qapp):
    told = translation()
    shown = thread(
        message("m1", translation=told), bodies={"m1": Body(key="1", own="Hello", translated="Bonjour")}
    )
    paper = document(shown, Wish(word="w", is_paper=True))
    assert "Hello" in paper
    assert "Bonjour" in paper
    assert "<input" not in paper
    assert "<input" in document(shown, WISH)


def test_the_subject_is_escaped(qapp):
    evil = card(conversation(subject="</title><script>", name="<b>"))
    made = document(thread(message(), card=evil), Wish(word="w", is_paper=True))
    assert "<script>" not in made


def test_styles_have_no_holes_and_follow_the_look(qapp):
    for tokens in (LIGHT, DARK):
        assert "$" not in style(tokens) + mail_style(tokens)
        assert tokens.bubble_in in style(tokens)


def test_words_follow_the_language(qapp):
    use_language("fr")
    assert 'lang="fr"' in document(thread(message()), WISH)


def test_older_messages_can_be_asked_for(qapp):
    assert "desk-action:w/older/" in document(thread(message(), has_older=True), WISH)


def test_a_line_in_another_language_is_another_line(qapp):
    """The view puts in anew only what has another sign: a day and the line over what is new are said anew too."""
    shown, wish = thread(message("m1", at=at("09:00")), message("m2")), Wish(word="w", new_from="m2")

    def signs():
        made = document(shown, wish)
        return [part.partition('"')[0] for part in made.split('class="day"')[1].split('data-h="')[1:2]] + [
            made.split('id="new" data-h="')[1].partition('"')[0]
        ]

    english = signs()
    try:
        use_language("fr")
        assert all(one != other for one, other in zip(english, signs(), strict=True))
    finally:
        use_language("en")
