# SPDX-License-Identifier: LicenseRef-Desk
"""Starts a private Postfix whose mails end in one Maildir, and lets tests hurt it."""

import contextlib
import mailbox
import os
import shutil
import signal
import socket
import subprocess
import time
from email.message import Message
from pathlib import Path

import psutil

from tests.servers import IS_ROOT, SBIN, Missing, folder_of_all, free_port, spawn

MASTER = Path("/usr/lib/postfix/sbin/master")

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
transport_maps = texthash:{folder}/conf/transport
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
        if not (self._program and MASTER.exists()):
            raise Missing("Postfix is not installed: apt-get install postfix")
        self._env = {**os.environ, "PATH": SBIN}
        self._folder = folder_of_all("desk-mx-")
        self._process = None
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
        (self._folder / "conf" / "transport").touch()
        self._choose_port()
        self._command("check")  # makes the queue's folders
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
        """Start, or start again after `stop` or `kill`; the port may be another one."""
        for _ in range(tries):
            self._choose_port()
            master = [
                MASTER,
                "-c",
                self._folder / "conf",
                "-d",
                "-e",
                "7200",
            ]  # ends by itself if pytest was killed
            self._process = spawn(master, self._folder / "log" / "master.log", env=self._env)
            if self._greets():
                return
            self.stop()
        raise Missing(f"Postfix did not start: {self.log()[-600:]}")

    def stop(self) -> None:
        """End it politely; what lies in the queue stays there."""
        if self.is_running():
            self._process.terminate()
            self._process.wait(20)

    def kill(self) -> None:
        """End it as a power cut would."""
        for pid in self._family():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(20)

    def freeze(self) -> None:
        """Stop every process where it stands: connections hang."""
        for pid in self._family():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let everything go on after `freeze`."""
        for pid in self._family():
            os.kill(pid, signal.SIGCONT)

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def route(self, ports: dict[str, int]) -> None:
        """Pass mail to these domains on to servers on loopback; domain → port."""
        lines = [f"{domain} smtp:[127.0.0.1]:{port}\n" for domain, port in ports.items()]
        (self._folder / "conf" / "transport").write_text("".join(lines))
        self._command("reload")

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
        if self.is_running():
            self.thaw()
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self, word: str):
        return subprocess.run(
            [self._program, "-c", self._folder / "conf", word],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=self._env, check=False, timeout=60,
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
        try:
            master = psutil.Process(self._process.pid)
            return [master.pid, *(child.pid for child in master.children(recursive=True))]
        except psutil.NoSuchProcess:
            return []
