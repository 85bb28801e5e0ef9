# SPDX-License-Identifier: LicenseRef-Desk
"""Starts a private Dovecot in which any user exists, each with an empty Maildir, and lets tests hurt it."""

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

import psutil

from tests.servers import IS_ROOT, SBIN, Missing, folder_of_all, free_port, spawn

PASSWORD = "horse"

CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u/Maildir
mail_fsync = {fsync}
first_valid_uid = 1
mail_max_userip_connections = 200
auth_failure_delay = 0
auth_cache_size = 0
mailbox_list_index = yes
{user}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service imap {{
  process_min_avail = 1
  service_count = 100
  unix_listener imap-master {{
    mode = 0666
  }}
}}
service imap-hibernate {{
  unix_listener imap-hibernate {{
    mode = 0666
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
protocol imap {{
  mail_plugins =
  {more}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
}}
"""

PLAIN = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ SPECIAL-USE"
"""A server that knows nothing newer than 2003, but for the special folders."""

SLEEPY = "imap_hibernate_timeout = 1s"
"""Who only listens is handed to a process that watches for many, as large servers do; it tells of mail at once, while a
connection that is awake is told after half a second, whatever the client does."""


class Dovecot:
    """A mail store of our own: any user, one password; `maildir(user)` is where a user's mail lies."""

    host = "127.0.0.1"
    password = PASSWORD

    def __init__(self, *, more="", separator="/", fsync="never"):
        self._program = shutil.which("dovecot", path=SBIN)
        if not self._program:
            raise Missing("Dovecot is not installed: apt-get install dovecot-imapd")
        self._folder = folder_of_all("desk-imap-")
        self._how = {"more": more, "separator": separator, "fsync": fsync}
        self._process = None
        self.port = self.tls_port = 0
        try:
            for name in ("run", "state", "mail"):
                (self._folder / name).mkdir()
            self._owner = self._names()
            if IS_ROOT:
                shutil.chown(self._folder / "mail", *self._owner)
            self._make_certificate()
            self.start()
        except BaseException:
            self.remove()
            raise

    @property
    def certificate(self) -> Path:
        """The certificate (self-signed, for localhost) and its key."""
        return self._folder / "certificate.pem"

    def settings(self, user, **others):
        """Return the settings of a mailbox of `user`."""
        return {"host": self.host, "port": self.port, "security": "none", "username": user, **others}

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        inbox = self._folder / "mail" / user / "Maildir"
        return inbox if folder == "INBOX" else inbox / f".{folder}"

    def deliver(self, user: str, raw: bytes, name: str) -> None:
        """Put a mail into the inbox as a delivery agent would, behind the server's back."""
        place = self.maildir(user)
        temporary = place / "tmp" / name
        temporary.write_bytes(raw)
        if IS_ROOT:
            shutil.chown(temporary, *self._owner)
        temporary.rename(place / "new" / name)

    def own(self, path: Path) -> None:
        """Give files to the user under whom the server reads them."""
        if IS_ROOT:
            subprocess.run(["chown", "-R", ":".join(self._owner), path], check=True)

    def client(self, user: str) -> imaplib.IMAP4:
        """Return another program's connection, signed in."""
        client = imaplib.IMAP4(self.host, self.port)
        client.login(user, PASSWORD)
        return client

    @contextlib.contextmanager
    def other(self, user: str, folder: str = "INBOX"):
        """Another program with a folder open."""
        client = self.client(user)
        client.select(folder)
        try:
            yield client
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                client.logout()

    def forget_uids(self, user: str, folder: str = "INBOX") -> None:
        """Lose the list of UIDs: the folder gets a new UIDVALIDITY and new UIDs."""
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
            with contextlib.suppress(FileNotFoundError):
                (self.maildir(user, folder) / name).unlink()
        with contextlib.suppress(FileNotFoundError):
            (self._folder / "mail" / user / "Maildir" / "dovecot.list.index.log").unlink()

    def start(self, tries: int = 3) -> None:
        """Start, or start again on the same ports."""
        for _ in range(tries):
            if not self.port or tries != 3:
                self.port, self.tls_port = free_port(), free_port()
            self._write()
            self._process = spawn(
                [self._program, "-F", "-c", self._folder / "dovecot.conf"], self._folder / "out"
            )
            if self._greets():
                return
            self.stop()
            self.port = 0
        raise Missing(f"Dovecot did not start: {self.log()[-600:]}")

    def stop(self) -> None:
        """End it and every connection."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def kick(self, user: str) -> None:
        """Cut every connection of a user."""
        for pid in self._sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def log(self) -> str:
        texts = [self._folder / "log", self._folder / "out"]
        return "\n".join(path.read_text(errors="replace") for path in texts if path.exists())

    def remove(self) -> None:
        """End it and remove its folder."""
        if self.is_running():
            for pid in self._sessions():  # they would finish what nobody waits for
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _sessions(self) -> list[int]:
        try:
            children = psutil.Process(self._process.pid).children(recursive=True)
            return [child.pid for child in children if child.name() == "imap"]
        except psutil.NoSuchProcess:
            return []

    def _write(self):
        me = getpass.getuser()
        own = f"default_internal_user = {me}\ndefault_login_user = {me}\n"
        own += f"default_internal_group = {grp.getgrgid(os.getgid()).gr_name}"
        text = CONF.format(
            folder=self._folder,
            certificate=self.certificate,
            user="" if IS_ROOT else own,
            mail_user=self._owner[0],
            mail_group=self._owner[1],
            port=self.port,
            tls_port=self.tls_port,
            password=PASSWORD,
            **self._how,
        )
        (self._folder / "dovecot.conf").write_text(text)

    def _names(self) -> tuple[str, str]:
        if IS_ROOT:
            nobody = pwd.getpwnam("nobody")
            return "nobody", grp.getgrgid(nobody.pw_gid).gr_name
        return getpass.getuser(), grp.getgrgid(os.getgid()).gr_name

    def _make_certificate(self):
        from tests.services.providers.certificates import Authority

        _, self.fingerprint = Authority(self._folder).context("localhost", self_signed=True)
        (self._folder / "localhost.pem").rename(self.certificate)
        self.certificate.chmod(0o600)

    def _greets(self, patience_s: float = 15) -> bool:
        end = time.monotonic() + patience_s
        while time.monotonic() < end and self._process.poll() is None:
            with (
                contextlib.suppress(OSError, ssl.SSLError),
                socket.create_connection((self.host, self.port), timeout=5) as line,
            ):
                return line.recv(200).startswith(b"* OK")
            time.sleep(0.03)
        return False
