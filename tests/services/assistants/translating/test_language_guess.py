# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.assistants.translating.language_guess import guess_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Bonjour, est-ce que mon vélo est prêt ? Merci de me dire quand je peux passer."),
        ("en", "Hello, is my bike ready? Please tell me when I can come by."),
        ("de", "Guten Tag, ist mein Fahrrad fertig? Wann kann ich es abholen?"),
        ("es", "Hola, ¿está lista mi bicicleta? Muchas gracias por su respuesta."),
        ("it", "Buongiorno, la mia bicicletta è pronta? Grazie per la risposta."),
        ("pt", "Olá, a minha bicicleta está pronta? Obrigado pela resposta, bom dia."),
        ("nl", "Goedendag, is mijn fiets klaar? Wanneer kan ik hem ophalen? Bedankt."),
        ("pl", "Dzień dobry, czy mój rower jest gotowy? Dziękuję za odpowiedź."),
        ("ru", "Здравствуйте, мой велосипед готов?"),
        ("uk", "Доброго дня, чи готовий мій велосипед? Дякую, я її чекаю."),
        ("ja", "自転車の修理は終わりましたか。"),
        ("zh", "我的自行车修好了吗谢谢"),
        ("ko", "제 자전거 수리가 끝났나요?"),
        ("ar", "هل دراجتي جاهزة؟ شكرا لكم"),
        ("el", "Καλημέρα, είναι έτοιμο το ποδήλατό μου;"),
        ("he", "שלום, האם האופניים שלי מוכנים?"),
        ("", "OK"),
        ("", "1234 5678"),
        ("", ""),
        ("", "Sophie Bernard"),
    ],
)
def test_what_can_be_told(language, text):
    assert guess_language(text) == language


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert len(guess_language(text)) in {0, 2}
