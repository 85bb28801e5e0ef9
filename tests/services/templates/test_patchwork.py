# SPDX-License-Identifier: LicenseRef-Desk
"""Stretch by stretch a text says what it says as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import Refused
from desk.services.templates import patchwork as module
from desk.services.templates.formats import Formats
from desk.services.templates.job import RenderJob
from desk.services.templates.language import Compiled, compile_text
from desk.services.templates.names import Names
from desk.services.templates.patchwork import Patches, Patchwork
from desk.services.templates.render import fill, prepare
from desk.services.templates.sandbox import Budget

FIELDS = {"a": "un & deux", "b": 3, "list": [{"name": "x"}, {"name": "y"}], "empty": ""}
PIECES = st.sampled_from(
    [
        "Bonjour ",
        "\n\n",
        "{{ a }}",
        "{{ b + 1 }}",
        "{{ missing }}",
        "{{ empty|default('rien') }}",
        "{# note #}",
        "{% if b > 2 %}oui {{ a }}{% else %}non{% endif %}",
        "{% if empty %}{% if a %}x{% endif %}{% endif %}",
        "{% for row in list %}{{ row.name }},{% endfor %}",
        "{% endif %}",
        "{% if a %}",
        "{{ a",
        "{%- if a %} t {% endif -%}  ",
        "{% raw %}{{ a }}{% endraw %}",
        "{{ a() }}",
        "{ seul }",
        "\r\n",
    ]
)


def outcome(make):
    """Return what was said, or why nothing could be."""
    try:
        return make().fill(FIELDS, Formats(), Budget())
    except Refused as error:
        return error.problems


@given(st.lists(PIECES, max_size=8).map("".join), st.booleans())
def test_it_says_what_the_whole_says(source, html):
    names, patches = Names(), Patches()
    whole = outcome(lambda: compile_text(source, names=names, policies={}, html=html))
    for _again in range(2):
        assert outcome(lambda: patches.compiled(source, names, {}, html=html)) == whole


def test_only_what_changed_is_compiled_again(monkeypatch):
    compiled = []
    real = module.compile_text
    monkeypatch.setattr(
        module, "compile_text", lambda source, **how: compiled.append(source) or real(source, **how)
    )
    patches = Patches()
    patches.compiled("Bonjour {{ a }}, {% if b %}{{ b }}{% endif %}", Names(), {}, html=False)
    patches.compiled("Bonsoir {{ a }} ! {% if b %}{{ b }}{% endif %}{{ b }}", Names(), {}, html=False)
    assert compiled == ["{{ a }}", "{% if b %}{{ b }}{% endif %}", "{{ b }}"]


def test_html_and_plain_words_are_not_mixed_up():
    patches = Patches()
    plain = patches.compiled("{{ a }}", Names(), {}, html=False)
    html = patches.compiled("{{ a }}", Names(), {}, html=True)
    assert plain.fill(FIELDS, Formats(), Budget()) == "un & deux"
    assert html.fill(FIELDS, Formats(), Budget()) == "un &amp; deux"


def test_what_trims_its_neighbour_is_not_cut():
    assert isinstance(Patches().compiled("a {{- a }}", Names(), {}, html=False), Compiled)
    assert isinstance(Patches().compiled("a {{ a }}", Names(), {}, html=False), Patchwork)


def test_the_budget_counts_plain_words_too():
    made = Patches().compiled("x" * 50 + "{{ a }}", Names(), {}, html=False)
    with pytest.raises(Refused):
        made.fill(FIELDS, Formats(), Budget(characters=40))


def test_old_stretches_go(monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    patches = Patches()
    for number in range(10):
        patches.compiled(f"{{{{ a }}}}{{{{ b + {number} }}}}", Names(), {}, html=False)
    assert len(patches._kept) == 3


def test_a_mail_is_the_same_either_way():
    blocks = [
        {"kind": "heading", "text": "Bonjour {{ a }}"},
        {"kind": "conditional", "condition": "b > 2", "blocks": [{"kind": "text", "text": "**{{ b }}**"}]},
        {"kind": "lines", "source": "list", "columns": [{"title": "t", "cell": "{{ line.name }}"}]},
        {"kind": "text", "text": "Objet : {{ empty }}. Fin."},
    ]
    texts = {"email": {"fr": {"subject": "{{ a }}", "blocks": blocks}}}
    job = RenderJob(
        key="k", channel="email", texts=texts, policies={"empty": {"policy": "drop"}}, fields=FIELDS
    )
    whole = fill(prepare(job, Names()), job.fields)
    assert "Objet" not in whole.text
    assert fill(prepare(job, Names(), Patches()), job.fields) == whole
