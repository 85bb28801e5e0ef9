# SPDX-License-Identifier: LicenseRef-Desk
"""Starts the real servers that tests talk to; here PostgreSQL, in mail_server.py Postfix.

Each object is one private server in a folder of its own under the system's temporary folder, on a free
loopback port. Every worker of pytest-xdist starts its own.
"""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

SBIN = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Missing(Exception):
    """The server cannot be had here; the text says what to install."""


def started(start):
    """Return what `start()` gives; if Missing, fail, or skip where DESK_WITHOUT_SERVERS=1 (never in CI)."""
    try:
        return start()
    except Missing as missing:
        reason = str(missing)
    if os.environ.get("DESK_WITHOUT_SERVERS") == "1" and not os.environ.get("CI"):
        pytest.skip(reason)
    return pytest.fail(f"{reason} (DESK_WITHOUT_SERVERS=1 skips these tests)", pytrace=False)


def free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def folder_of_all(prefix: str) -> Path:
    """Make a scratch folder that other users may enter (pytest's own may be root's alone)."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    return folder


def spawn(command, log: Path, **how) -> subprocess.Popen:
    """Start a server that writes to `log`; the kernel ends it with pytest, unless it changes its user."""
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one call, no locks
            **how,
        )


def _die_with_parent():
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


# ------------------------------------------------------------------------------------------ PostgreSQL


class Postgres:
    """A cluster; `fresh()` gives the URL of a new database, a clone of a template (35 ms of a processor)."""

    def __init__(self, url: str):
        self.url = url
        self._prefix = f"desk_{os.getpid()}_{secrets.token_hex(3)}"
        self._made = 0
        self._line = None

    def fresh(self, template: str = "template0") -> str:
        """Make a database; return its URL for SQLAlchemy (psycopg 3)."""
        self._made += 1
        name = f"{self._prefix}_{self._made}"
        self.admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._strategy()}')
        return self.url_of(name)

    def template(self, prepare) -> str:
        """Make a database, let `prepare(url)` fill it, and return its name for `fresh`."""
        url = self.fresh()
        prepare(url)
        return url.rpartition("/")[2]

    def drop(self, url: str) -> None:
        """Remove a database, and whoever is still connected."""
        name = url.rpartition("/")[2]
        self.admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{name}"

    def admin(self, statement: str) -> None:
        """Have a statement executed, outside of any transaction."""
        self._connected().execute(statement)

    def crash(self) -> None:
        """Cut every connection, as a restart would; this server is somebody else's and must go on."""
        self.admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    def stop(self) -> None:
        """Hang up; this server is somebody else's."""
        self._hang_up()

    def _connected(self) -> psycopg.Connection:
        if self._line is None:
            plain = self.url.replace("postgresql+psycopg://", "postgresql://")
            self._line = psycopg.connect(plain, autocommit=True)
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _strategy(self) -> str:
        """Copying files costs a third of writing each page to the log, the default since PostgreSQL 15."""
        return " STRATEGY FILE_COPY" if self._connected().info.server_version >= 150_000 else ""


class OwnPostgres(Postgres):
    """A cluster of our own, made from the system's binaries, without fsync."""

    def __init__(self):
        self._bin = _postgres_binaries()
        self._folder = folder_of_all("desk-pg-")
        self._user = _unprivileged("postgres")
        self._process = None
        super().__init__("")
        try:
            self._make()
            self._start()
        except BaseException:
            self.stop()
            raise

    def _make(self):
        self._password = secrets.token_hex(8)
        secret = self._folder / "password"
        secret.write_text(self._password)
        if self._user:
            for path in (self._folder, secret):
                shutil.chown(path, self._user["user"], self._user["group"])
        for locale in (["--locale=C.UTF-8"], ["--no-locale"]):
            # md5: on loopback, for a password of nobody; SCRAM takes 10 ms of a processor a connection.
            how = ["-D", self._folder / "data", "-U", "desk", "-E", "UTF8", "-A", "md5", "-N"]
            made = self._run([self._bin / "initdb", *how, f"--pwfile={secret}", *locale])
            if made.returncode == 0:
                return
        raise Missing(f"initdb failed: {made.stderr.strip()[-400:]}")

    def _start(self, tries: int = 5):
        for _ in range(tries):
            port = free_port()
            settings = {
                "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off",
                "synchronous_commit": "off", "full_page_writes": "off", "max_connections": 60,
                "shared_buffers": "32MB", "autovacuum": "off", "jit": "off",
            }  # fmt: skip
            options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
            self._command = [self._bin / "postgres", "-D", self._folder / "data", *options]
            self._spawn()
            self.url = f"postgresql+psycopg://desk:{self._password}@127.0.0.1:{port}/postgres"
            if self._answers():
                return
        raise Missing(f"PostgreSQL did not start: {(self._folder / 'log').read_text()[-400:]}")

    def _spawn(self):
        self._process = spawn(self._command, self._folder / "log", cwd=self._folder, **self._user)

    def crash(self) -> None:
        """End every process at once (`pg_ctl -m immediate`) and start again on the same port.

        What was committed stays only where `synchronous_commit` is on, as it is by default elsewhere.
        """
        self._hang_up()
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(20)
        self._spawn()
        if not self._answers():
            raise Missing(f"PostgreSQL did not start again: {(self._folder / 'log').read_text()[-400:]}")

    def _answers(self, patience_s: float = 20) -> bool:
        end = time.monotonic() + patience_s
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self.admin("SELECT 1")
                return True
            time.sleep(0.02)
        return False

    def _run(self, command):
        return subprocess.run(
            command, cwd=self._folder, capture_output=True, text=True, check=False, **self._user
        )

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._hang_up()
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(20)
        shutil.rmtree(self._folder, ignore_errors=True)


def start_postgres() -> Postgres:
    """Return DESK_TEST_PG's server, else one of our own; raise Missing when neither can be had."""
    url = os.environ.get("DESK_TEST_PG", "")
    if url:
        return Postgres(url.replace("postgresql://", "postgresql+psycopg://", 1))
    return OwnPostgres()


def _postgres_binaries() -> Path:
    """Return the newest folder with initdb in it."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb", path=SBIN)
    if not found:
        raise Missing("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found).resolve().parent


def _unprivileged(name: str) -> dict:
    """Return subprocess's words for running as `name` (else nobody) when we are root: initdb refuses root."""
    if not IS_ROOT:
        return {}
    import grp
    import pwd

    for candidate in (name, "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(candidate)
            return {"user": entry.pw_name, "group": grp.getgrgid(entry.pw_gid).gr_name, "extra_groups": []}
    raise Missing("there is neither a user postgres nor a user nobody")
