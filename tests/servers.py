# SPDX-License-Identifier: LicenseRef-Desk
"""Starts the real servers that tests talk to: a PostgreSQL cluster, a Postfix instance.

Each object is one private server in a folder of its own under the system's temporary folder, on a free
loopback port. Every worker of pytest-xdist starts its own.
"""

import contextlib
import ctypes
import mailbox
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from email.message import Message
from pathlib import Path

import psycopg
import pytest

SBIN = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Missing(Exception):
    """The server cannot be had here; the text says what to install."""


def wanted(reason: str):
    """Fail, or skip where DESK_WITHOUT_SERVERS=1 allows it; never skip in CI."""
    if os.environ.get("DESK_WITHOUT_SERVERS") == "1" and not os.environ.get("CI"):
        pytest.skip(reason)
    pytest.fail(f"{reason} (DESK_WITHOUT_SERVERS=1 skips these tests)", pytrace=False)


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


def _die_with_parent():
    """Ask the kernel to end this process when pytest dies, so that no server stays behind."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


# ------------------------------------------------------------------------------------------ PostgreSQL


class Postgres:
    """A cluster; `fresh()` gives the URL of a new database, a clone of a template (15 ms)."""

    def __init__(self, url: str):
        self.url = url
        self._prefix = f"desk_{os.getpid()}_{secrets.token_hex(3)}"
        self._made = 0

    def fresh(self, template: str = "template0") -> str:
        """Make a database; return its URL for SQLAlchemy (psycopg 3)."""
        self._made += 1
        name = f"{self._prefix}_{self._made}"
        self.admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
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
        plain = self.url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """Nothing to do: this server is somebody else's."""


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
            how = ["-D", self._folder / "data", "-U", "desk", "-E", "UTF8", "-A", "scram-sha-256", "-N"]
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
            with (self._folder / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    [self._bin / "postgres", "-D", self._folder / "data", *options],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder,
                    preexec_fn=_die_with_parent,  # noqa: PLW1509 - one C call, no locks
                    **self._user,
                )  # fmt: skip
            self.url = f"postgresql+psycopg://desk:{self._password}@127.0.0.1:{port}/postgres"
            if self._answers():
                return
        raise Missing(f"PostgreSQL did not start: {(self._folder / 'log').read_text()[-400:]}")

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


# --------------------------------------------------------------------------------------------- Postfix

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.kunde.example
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
biff = no
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = kunde.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_mailbox_limit = 0
message_size_limit = 52428800
smtputf8_enable = yes
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}
"""


class Postfix:
    """A mail server of our own that puts every mail to anyone@kunde.example into one Maildir."""

    host = "127.0.0.1"
    domain = "kunde.example"

    def __init__(self):
        if not IS_ROOT:
            raise Missing("Postfix runs as root only; run these tests as root")
        self._program = shutil.which("postfix", path=SBIN)
        if not self._program:
            raise Missing("Postfix is not installed: apt-get install postfix")
        self._folder = folder_of_all("desk-mx-")
        self.maildir = self._folder / "mail" / "box"
        self.port = 0
        try:
            self._lay_out()
            self.start()
        except BaseException:
            self.remove()
            raise

    def _lay_out(self):
        for name in ("conf", "queue", "data", "mail", "log"):
            (self._folder / name).mkdir()
        shutil.chown(self._folder / "data", "postfix")
        shutil.chown(self._folder / "mail", 65534, 65534)
        (self._folder / "conf" / "main.cf").write_text(MAIN_CF.format(folder=self._folder))
        self.empty()

    def _choose_port(self):
        self.port = free_port()
        lines = []
        for line in Path("/usr/share/postfix/master.cf.dist").read_text().splitlines():
            if line.split()[:2] == ["smtp", "inet"]:
                lines.append(f"127.0.0.1:{self.port} inet n - n - - smtpd")
            elif "postlog" not in line:
                lines.append(line)
        lines.append("postlog unix-dgram n - n - 1 postlogd")
        (self._folder / "conf" / "master.cf").write_text("\n".join(lines) + "\n")

    def start(self, tries: int = 3) -> None:
        """Start, or start again after `kill`; the port may be another one."""
        for _ in range(tries):
            self._choose_port()
            self._command("start")
            if self._greets():
                return
            self._command("stop")
        raise Missing(f"Postfix did not start: {self.log()[-600:]}")

    def stop(self) -> None:
        """End it politely; what lies in the queue stays there."""
        self._command("stop")

    def kill(self) -> None:
        """End it as a power cut would."""
        for pid in self._family():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def freeze(self) -> None:
        """Stop every process where it stands: connections hang."""
        for pid in self._family():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let everything go on after `freeze`."""
        for pid in self._family():
            os.kill(pid, signal.SIGCONT)

    def is_running(self) -> bool:
        return self._command("status").returncode == 0

    def empty(self) -> None:
        """Forget every delivered mail."""
        shutil.rmtree(self.maildir, ignore_errors=True)
        for part in (self.maildir, *(self.maildir / name for name in ("cur", "new", "tmp"))):
            part.mkdir()
            os.chown(part, 65534, 65534)

    def messages(self) -> list[Message]:
        """Return what was delivered, oldest first."""
        box = mailbox.Maildir(self.maildir, create=False)
        return [box[key] for key in sorted(box.keys())]

    def wait_for(self, count: int, patience_s: float = 20) -> list[Message]:
        """Wait until at least `count` mails were delivered; return them."""
        end = time.monotonic() + patience_s
        while len(messages := self.messages()) < count:
            assert time.monotonic() < end, f"{len(messages)} of {count} mails arrived\n{self.log()[-2000:]}"
            time.sleep(0.05)
        return messages

    def log(self) -> str:
        path = self._folder / "log" / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def remove(self) -> None:
        """End it and remove its folder."""
        if (self._folder / "conf" / "master.cf").exists():
            self.thaw()
            self.stop()
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self, word: str):
        return subprocess.run(
            [self._program, "-c", self._folder / "conf", word],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PATH": SBIN}, check=False, timeout=60,
        )  # fmt: skip

    def _greets(self, patience_s: float = 15) -> bool:
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            with (
                contextlib.suppress(OSError),
                socket.create_connection((self.host, self.port), timeout=5) as line,
            ):
                return line.recv(200).startswith(b"220 mx.kunde.example")
            time.sleep(0.05)
        return False

    def _family(self) -> list[int]:
        """Return master's process id and those of its children."""
        import psutil

        try:
            master = psutil.Process(int((self._folder / "queue" / "pid" / "master.pid").read_text()))
            return [master.pid, *(child.pid for child in master.children(recursive=True))]
        except (OSError, ValueError, psutil.NoSuchProcess):
            return []
