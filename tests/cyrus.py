# SPDX-License-Identifier: LicenseRef-Desk
"""Starts a private Cyrus, the second kind of mail store that syncing is tested against.

Debian lets nobody have cyrus-imapd and dovecot-imapd at once. So beside an installed one, packages that were only
unpacked will do: `apt-get download` cyrus-imapd, cyrus-common and what they lack, `dpkg -x` each into a folder, and
name that folder in DESK_CYRUS.
"""

import contextlib
import imaplib
import os
import pwd
import shutil
import socket
import time
from pathlib import Path

import psutil

from tests.servers import IS_ROOT, Missing, folder_of_all, free_port, spawn

CONF = """
configdirectory: {folder}/conf
defaultpartition: default
partition-default: {folder}/spool
cyrus_user: nobody
cyrus_group: {group}
admins: cyrus
allowplaintext: yes
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN LOGIN
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent|Archive|Trash|Junk|Drafts
xlist-sent: Sent
xlist-archive: Archive
xlist-trash: Trash
xlist-junk: Junk
xlist-drafts: Drafts
imapidlepoll: 1
munge8bit: no
"""
SERVICES = """
START {{
}}
SERVICES {{
  imap cmd="{imapd} -C {folder}/imapd.conf" listen="127.0.0.1:{port}" prefork=1 maxchild=50
}}
EVENTS {{
}}
"""
PARTS = ("usr/lib", "usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu")
ROOT = Path(os.environ.get("DESK_CYRUS", "/"))


class Cyrus:
    """A mail store of our own: any user, any password."""

    host = "127.0.0.1"
    password = "horse"

    def __init__(self):
        if not IS_ROOT:
            raise Missing("Cyrus changes its user, so it runs as root only")
        self._programs = ROOT / "usr/lib/cyrus/bin"
        if not (self._programs / "master").exists():
            raise Missing(
                "Cyrus is not here: install cyrus-imapd, or unpack it and name the folder in DESK_CYRUS"
            )
        self._folder = folder_of_all("desk-cyrus-")
        self._process = None
        self.port = 0
        try:
            for name in ("conf", "spool"):
                (self._folder / name).mkdir()
                shutil.chown(self._folder / name, "nobody", self._group())
            self.start()
        except BaseException:
            self.remove()
            raise

    def settings(self, user, **others):
        """Return the settings of a mailbox of `user`."""
        return {"host": self.host, "port": self.port, "security": "none", "username": user, **others}

    def client(self, user: str) -> imaplib.IMAP4:
        """Return another program's connection, signed in."""
        client = imaplib.IMAP4(self.host, self.port)
        client.login(user, self.password)
        return client

    def start(self) -> None:
        """Start it on a free port."""
        self.port = free_port()
        folder, imapd = self._folder, self._programs / "imapd"
        (folder / "imapd.conf").write_text(CONF.format(folder=folder, group=self._group()))
        (folder / "cyrus.conf").write_text(SERVICES.format(folder=folder, imapd=imapd, port=self.port))
        command = [self._programs / "master", "-D", "-C", folder / "imapd.conf", "-M", folder / "cyrus.conf"]
        self._process = spawn([*command, "-p", folder / "pid"], folder / "out", env=self._environment())
        if not self._greets():
            raise Missing(f"Cyrus did not start: {(folder / 'out').read_text(errors='replace')[-600:]}")

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def remove(self) -> None:
        """End it, with every connection, and remove its folder."""
        if self.is_running():
            children = psutil.Process(self._process.pid).children(recursive=True)
            self._process.kill()
            self._process.wait(20)
            for child in children:
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        if not ROOT.name:
            return dict(os.environ)
        return {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(str(ROOT / part) for part in PARTS)}

    def _greets(self, patience_s: float = 15) -> bool:
        end = time.monotonic() + patience_s
        while time.monotonic() < end and self.is_running():
            with (
                contextlib.suppress(OSError),
                socket.create_connection((self.host, self.port), timeout=5) as line,
            ):
                return line.recv(500).startswith(b"* OK")
            time.sleep(0.05)
        return False

    @staticmethod
    def _group() -> str:
        import grp

        return grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
