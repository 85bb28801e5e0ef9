# SPDX-License-Identifier: LicenseRef-Desk
"""Starts the private servers that benchmarks send to: Postfix's smtp-sink, Redis."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

SINK = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"


@dataclass(frozen=True, slots=True)
class Sink:
    """A server that accepts and forgets; it prints how many messages it took."""

    port: int
    log: Path
    pid: int

    def count(self) -> int:
        """Return how many messages it has accepted so far."""
        found = re.findall(rb"mesg=(\d+)", self.log.read_bytes()[-400:])
        return int(found[-1]) if found else 0


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def wait_for(port: int, patience_s: float = 20) -> None:
    """Return once something listens on `port`."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = f"nothing listens on {port}"
    raise TimeoutError(message)


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """Run Postfix's sink for the length of a block."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "sink"
        with log.open("wb") as out:
            command = [SINK, "-u", "nobody", "-c", f"127.0.0.1:{port}", "1000"]
            server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(port)
            yield Sink(port, log, server.pid)
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def redis() -> Iterator[int]:
    """Run a Redis that syncs every write for the length of a block; gives its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        command += [
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--save",
            "",
            "--maxmemory-policy",
            "noeviction",
        ]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait(10)
