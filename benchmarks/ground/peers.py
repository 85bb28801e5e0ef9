# SPDX-License-Identifier: LicenseRef-Desk
"""Sets up the peers in build/bench/peers and runs them; what cannot be had is said and left out."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.ground import report, sinks
from benchmarks.peers import message

PLACE = Path("build/bench/peers")
PROGRAMS = Path("benchmarks/peers")
PYTHON_PACKAGES = ("django", "django-post_office", "apscheduler<4", "sqlalchemy")
NODE_PACKAGES = ("bullmq", "ioredis", "nodemailer", "handlebars")
CONNECTIONS = 16
Figures = dict[str, float]


def send(mails: int) -> dict[str, Figures]:
    """Return peer → mails a second, on the same message, sink and disk."""
    found: dict[str, Figures] = {}
    _attempt(found, "django-post_office", lambda: _post_office(mails))
    _attempt(found, "bullmq + nodemailer", lambda: _bullmq(mails))
    return found


def timers(due: int) -> dict[str, Figures]:
    """Return peer → how late its timers fire."""
    found: dict[str, Figures] = {}
    _attempt(found, "APScheduler 3 on SQLite", lambda: _apscheduler(due))
    return found


def _apscheduler(due: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return _run([python(), PROGRAMS / "apscheduler_timers.py", folder, due])


def python() -> str:
    """Return the interpreter of the peers' environment, made when it is not there."""
    place = PLACE / "python"
    interpreter = place / "bin" / "python"
    if not interpreter.exists():
        report.line("setting up the Python peers (once)…")
        venv.create(place, with_pip=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *PYTHON_PACKAGES], check=True)
    return str(interpreter)


def _attempt(found: dict[str, Figures], name: str, run: Callable[[], Figures]) -> None:
    try:
        found[name] = run()
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        report.line(f"{name} could not be measured: {error}")


def _post_office(mails: int) -> Figures:
    interpreter = python()
    with tempfile.TemporaryDirectory() as folder, sinks.smtp_sink() as sink:
        return _run([interpreter, PROGRAMS / "django_mail.py", folder, sink.port, mails])


def _bullmq(mails: int) -> Figures:
    _debian("redis-server", "redis-server")
    modules = _node()
    templates = PLACE / "templates.json"
    sources = {"subject": message.SUBJECT, "text": message.TEXT, "html": message.HTML}
    templates.write_text(json.dumps({name: _handlebars(text) for name, text in sources.items()}), "utf-8")
    program = modules.parent / "bullmq.js"
    shutil.copy(PROGRAMS / "bullmq.js", program)
    with sinks.smtp_sink() as sink, sinks.redis() as redis:
        return _run(["node", program, mails, CONNECTIONS, sink.port, redis, templates])


def _node() -> Path:
    place = PLACE / "node"
    modules = place / "node_modules"
    if not (modules / "bullmq").exists():
        report.line("setting up the Node peers (once)…")
        place.mkdir(parents=True, exist_ok=True)
        (place / "package.json").write_text('{"private": true}\n', "utf-8")
        subprocess.run(
            ["npm", "install", "--no-fund", "--no-audit", "--silent", *NODE_PACKAGES], cwd=place, check=True
        )
    return modules


def _debian(program: str, package: str) -> None:
    """Install a Debian package when its program is missing and we may; no service is started by it."""
    if shutil.which(program) or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    guard = Path("/usr/sbin/policy-rc.d")
    mine = not guard.exists()
    if mine:
        guard.write_text("#!/bin/sh\nexit 101\n")
        guard.chmod(0o755)
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    finally:
        if mine:
            guard.unlink()


def _handlebars(text: str) -> str:
    """Return a template as Handlebars spells it."""
    text = text.replace("{% for l in lines %}", "{{#each lines}}").replace("{% endfor %}", "{{/each}}")
    return re.sub(r"\{\{ l\.(\w+) \}\}", r"{{\1}}", text).replace("{{ ", "{{").replace(" }}", "}}")


def _run(command: Sequence[object]) -> Figures:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env=os.environ,
    )
    if done.returncode:
        raise ValueError(done.stderr[-400:] or f"exit status {done.returncode}")
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def main() -> None:
    """Set everything up, to see whether it can be had here."""
    report.line(json.dumps(send(200)))


if __name__ == "__main__":
    sys.exit(main())
