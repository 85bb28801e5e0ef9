# SPDX-License-Identifier: LicenseRef-Desk
"""What the worker does with jobs, and that it stays light: run here, without its confinement."""

import subprocess
import sys
from multiprocessing import Pipe
from threading import Thread

import pytest

from desk.services.templates import worker
from desk.services.templates.job import RenderFailure, Rendering, RenderJob
from desk.services.templates.names import Names
from desk.services.templates.wire import Outgoing, unpack_results


def job(body="Bonjour {{ x }}", **fields):
    return RenderJob(key="k", channel="sms", texts={"sms": {"fr": {"body": body}}}, fields=fields)


def test_it_greets_answers_and_leaves_with_the_service(monkeypatch):
    monkeypatch.setattr(worker, "_confine", lambda _memory: None)
    ours, theirs = Pipe()
    thread = Thread(target=worker.work, args=(theirs, Names()))
    thread.start()
    assert ours.recv_bytes() == worker.READY
    ours.send_bytes(Outgoing().packed([job(x="Zoë"), job()]))
    made, failed = unpack_results(ours.recv_bytes())
    assert made == Rendering(text="Bonjour Zoë", language="fr")
    assert failed == RenderFailure(code="missing_value", place="x")
    ours.close()
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_a_recipe_is_prepared_once(monkeypatch):
    times = []
    real = worker.prepare
    monkeypatch.setattr(worker, "prepare", lambda *given: times.append(1) or real(*given))
    recipes = worker._Recipes(Names())
    assert {recipes.done(job(x=str(number))).text for number in range(5)} == {
        f"Bonjour {n}" for n in range(5)
    }
    assert len(times) == 1


def test_what_cannot_be_prepared_is_remembered_too(monkeypatch):
    times = []
    real = worker.prepare
    monkeypatch.setattr(worker, "prepare", lambda *given: times.append(1) or real(*given))
    recipes = worker._Recipes(Names())
    assert [recipes.done(job("{{ x(")).code for _ in range(3)] == ["syntax"] * 3
    assert len(times) == 1


def test_old_recipes_go(monkeypatch):
    monkeypatch.setattr(worker, "_MOST_RECIPES", 3)
    recipes = worker._Recipes(Names())
    for number in range(10):
        one = RenderJob(key=str(number), channel="sms", texts={"sms": {"fr": {"body": "a"}}}, fields={})
        recipes.done(one)
    assert len(recipes._kept) == 3


def test_running_out_of_memory_is_a_failure_of_the_message(monkeypatch):
    def full(*_given):
        raise MemoryError

    recipes = worker._Recipes(Names())
    monkeypatch.setattr(worker, "fill", full)
    assert recipes.done(job(x="a")) == RenderFailure(code="too_long", detail="memory")
    monkeypatch.setattr(worker, "prepare", full)
    assert recipes.done(job("b")) == RenderFailure(code="too_long", detail="memory")


def test_it_does_not_load_the_tables():
    program = "import sys, desk.services.templates.worker; print('sqlalchemy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_its_memory_is_limited():
    program = (
        "from desk.services.templates import worker; worker._confine(worker.MEMORY)\n"
        "try:\n    b = bytearray(2 * worker.MEMORY)\nexcept MemoryError:\n    print('limited')"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "limited"
