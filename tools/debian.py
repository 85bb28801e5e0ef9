# SPDX-License-Identifier: LicenseRef-Desk
"""Names and installs the system packages that Desk stands on, on Debian and its relatives.

Elsewhere every function here does nothing: Windows and macOS bring what is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# A bar stands between the names that one package has in different releases.
PACKAGES = {
    "venv": """
        python3-venv
    """,
    "window": """
        libegl1 libgl1 libglib2.0-0|libglib2.0-0t64 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-dejavu-core
        libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
        libnss3 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libasound2|libasound2t64 libxkbfile1
    """,  # Qt; Qt on X11; WebEngine
    "tests": """
        postgresql postfix dovecot-imapd strace libfaketime xvfb xauth
    """,
}

# Servers are installed, not started: Desk's tests start their own. A package that would push out another
# (a second mail server) is refused instead.
INSTALL = r"""
set -e
rule=/usr/sbin/policy-rc.d
if [ ! -e "$rule" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$rule"; chmod 755 "$rule"; trap 'rm -f "$rule"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
case " $* " in *" postfix "*)
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections ;;
esac
apt-get -q -o DPkg::Lock::Timeout=300 update
apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends --no-remove "$@"
"""


def provide(purpose: str, *, required: bool = True) -> None:
    """Install what `purpose` needs; where that is not allowed, name it, and stop if it is required."""
    lacking = missing(purpose)
    if not lacking:
        return
    print(f"System packages to install: {' '.join(lacking)}", flush=True)
    become_root = way_to_root()
    if become_root is not None and _install([*become_root, "sh", "-c", INSTALL, "sh", *lacking]):
        return
    print(
        f"\nPlease install them:\n\n    apt-get install --no-install-recommends {' '.join(lacking)}\n\n"
        "(as root). DESK_WITHOUT_SYSTEM=1 goes on without them.",
        file=sys.stderr,
        flush=True,
    )
    if required:
        sys.exit(1)


def missing(purpose: str) -> list[str]:
    """Return the packages of `purpose` that this machine lacks; empty where there is no dpkg."""
    if (
        not (shutil.which("dpkg-query") and shutil.which("apt-get"))
        or os.environ.get("DESK_WITHOUT_SYSTEM") == "1"
    ):
        return []
    choices = [word.split("|") for word in PACKAGES[purpose].split()]
    there = _installed([name for choice in choices for name in choice])
    return [_best(choice) for choice in choices if not there.intersection(choice)]


def way_to_root() -> list[str] | None:
    """Return the words that go before a command to run it as root; None when that is not to be had."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    may_ask = sys.stdin is not None and sys.stdin.isatty() and not os.environ.get("CI")
    silent = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo"] if silent or may_ask else None


def _install(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _installed(names: list[str]) -> set[str]:
    # dpkg-query fails when it does not know one of the names, and still prints the others.
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    lines = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def _best(choice: list[str]) -> str:
    for name in choice[1:]:
        shown = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if shown.returncode == 0 and shown.stdout:
            return name
    return choice[0]
