# SPDX-License-Identifier: LicenseRef-Desk
"""The careful colleague."""

import pytest

from desk.errors import Problem
from desk.ui.panes.templates import checking as module
from tests.ui.frame import spoken, until
from tests.ui.panes.templates.stage import type_at_end


def codes(problems):
    return {one.code for one in problems}


def test_findings_follow_the_typing(shop, on_stage, monkeypatch):
    monkeypatch.setattr(module, "REST_MS", 10)

    async def scene(stage):
        await stage.opened(shop.ready)
        await until(lambda: stage.page.checking.findings.of is not None)
        assert stage.page.checking.findings.problems == ()
        type_at_end(stage.fields()[0], " {{ prenon }} {{ customer.company }}")
        await until(lambda: stage.page.checking.findings.stopping)
        assert codes(stage.page.checking.findings.stopping) == {"unknown_placeholder"}
        await until(lambda: "may_be_empty" in codes(stage.page.checking.findings.warnings))
        stage.page.undo()
        await until(lambda: stage.page.checking.findings.problems == ())

    on_stage(scene)


def test_nothing_open_has_no_findings(shop, on_stage):
    async def scene(stage):
        await stage.opened(shop.own)
        await until(lambda: stage.page.checking.findings.of is not None)
        assert "language_missing" in codes(stage.page.checking.findings.warnings)
        stage.model.open(None)
        assert stage.page.checking.findings == module.Findings()

    on_stage(scene)


@pytest.mark.parametrize(
    ("language", "suggestion", "offered"),
    [
        ("fr", "order.diagnosis", "commande.diagnostic"),
        ("en", "commande.diagnostic", "order.diagnosis"),
        ("fr", "no.such", "no.such"),
    ],
)
def test_a_suggestion_is_spelt_as_the_lists_spell_it(language, suggestion, offered):
    problem = Problem(code="unknown_placeholder", details={"placeholder": "x", "suggestion": suggestion})
    with spoken(language):
        assert module._as_offered(problem, "order.ready").details["suggestion"] == offered
