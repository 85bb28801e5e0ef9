# SPDX-License-Identifier: LicenseRef-Desk
"""Sets Desk up, starts it, tests it: `python tools/desk.py VERB`, the same on Linux, macOS and Windows.

Needs nothing but Python's standard library. `make VERB` calls it. Whatever is already done is not done
again, so every verb may be called at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import debian  # the file beside this one

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
CATALOGUES = ROOT / "tools" / "catalogues.py"
BUILT_CATALOGUES = ROOT / "desk" / "resources" / "translations"


class Failed(Exception):
    """What could not be done, in words for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Carry out the verb; return the exit code."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if verb not in VERBS:
        print(__doc__)
        for name, todo in VERBS.items():
            print(f"  {name:13}{(todo.__doc__ or '').splitlines()[0]}")
        return 0 if verb in ("help", "-h", "--help") else 2
    os.chdir(ROOT)
    try:
        return VERBS[verb](rest)
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ------------------------------------------------------------------------------------------- verbs


def setup(_rest: list[str]) -> int:
    """Install everything that running, testing and checking need."""
    debian.provide("window")
    debian.provide("tests", required=False)
    install("base", "dev")
    print("Ready: make run, make test, make check.")
    return 0


def run(rest: list[str]) -> int:
    """Open the window on the sample shop; without a display, play the demo on the command line."""
    debian.provide("window")
    install("base")
    build_catalogues()
    door = ["--sample"] if has_display() else ["demo"]
    return call([PYTHON, "-m", "desk", *door, *rest])


def test(rest: list[str]) -> int:
    """Run the tests, with real servers beside them; arguments go to pytest."""
    debian.provide("window")
    debian.provide("tests", required=False)
    install("base", "dev")
    build_catalogues()
    # Neighbouring tests share a worker, and with it what they are made from; who is done takes over from others.
    spread = ["-n", str(workers()), "--dist", "worksteal"]
    if any(word.startswith("-n") for word in rest):
        spread = []
    return call_to_the_end([PYTHON, "-m", "pytest", *spread, *rest])


def check(_rest: list[str]) -> int:
    """Look for what ruff, mypy and import-linter find; change nothing."""
    install("base", "dev")
    looks = {
        "ruff check": [BIN / "ruff", "check"],
        "ruff format": [BIN / "ruff", "format", "--check"],
        "mypy": [PYTHON, "-m", "mypy"],
        "import-linter": [BIN / "lint-imports", "--no-logo", "--cache-dir", ".cache/import-linter"],
    }
    found = [name for name, command in looks.items() if call(command)]
    if found:
        print(f"\nFound something: {', '.join(found)}.", file=sys.stderr)
    return 1 if found else 0


def bench(rest: list[str]) -> int:
    """Run one benchmark by name, or list them: bench NAME."""
    install("base", "dev")
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    if not rest or rest[0] not in names:
        print("Benchmarks:", ", ".join(names) or "none yet")
        return 2 if rest else 0
    return call([PYTHON, "-m", f"benchmarks.{rest[0]}", *rest[1:]])


def soak(rest: list[str]) -> int:
    """Run the tests that take minutes or hours, and every property with many more examples."""
    debian.provide("tests", required=False)
    install("base", "dev")
    wanted = ["-m", "soak or hypothesis", "--hypothesis-profile", "soak", "--timeout", "0"]
    return call([PYTHON, "-m", "pytest", *wanted, *rest])


def translations(_rest: list[str]) -> int:
    """Collect the texts of the program into .cache/desk.pot, and build every catalogue."""
    install("base")
    (ROOT / ".cache").mkdir(exist_ok=True)
    words = ["-k", "pgettext:1c,2", "-k", "npgettext:1c,2,3", "-c", "NOTE:", "--no-location", "--sort-output"]
    files = ["-F", "pyproject.toml", "-o", ".cache/desk.pot", "."]
    if call([PYTHON, "-m", "babel.messages.frontend", "-q", "extract", *words, *files]):
        return 1
    return call([PYTHON, CATALOGUES])


def clean(rest: list[str]) -> int:
    """Remove what can be made again; with --all the environment too."""
    names = [".cache", ".hypothesis", "build", "dist", *([".venv"] if "--all" in rest else [])]
    kept = {".venv", ".git"}
    folders = [ROOT / name for name in names]
    for here, inside, _files in os.walk(ROOT):
        folders += [
            Path(here) / name for name in inside if name == "__pycache__" or name.endswith(".egg-info")
        ]
        inside[:] = [name for name in inside if name not in kept]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def lock(_rest: list[str]) -> int:
    """Pin every package of requirements/*.in with its hashes (needs uv)."""
    if not shutil.which("uv"):
        raise Failed("lock needs uv on the PATH; nothing else does.")
    how = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
    ]
    for name in ("base", "dev"):
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        if call(["uv", "pip", "compile", "-q", *how, *files]):
            return 1
    return 0


VERBS = {verb.__name__: verb for verb in (setup, run, test, check, bench, soak, translations, clean, lock)}

# ------------------------------------------------------------------------------------- environment


def install(*names: str) -> None:
    """Bring .venv to what requirements/NAME.txt pins; costs nothing when it is already there."""
    if not PYTHON.exists():
        make_venv()
    write_launcher()
    wanted = {name: digest(ROOT / "requirements" / f"{name}.txt") for name in names}
    stamps = {name: VENV / f".installed-{name}" for name in names}
    missing = [name for name in names if not _says(stamps[name], wanted[name])]
    if not missing:
        return
    print(f"Installing requirements: {', '.join(missing)}", flush=True)
    files = [part for name in missing for part in ("-r", f"requirements/{name}.txt")]
    if not (_with_uv(files) or _with_pip(files)):
        raise Failed("The packages could not be installed; what pip says above tells why.")
    for name in missing:
        stamps[name].write_text(wanted[name])


def make_venv() -> None:
    """Make .venv with the newest suitable Python of this machine."""
    python = suitable_python()
    print(f"Making .venv with {python}", flush=True)
    if not _has_venv_module(python):
        if shutil.which("uv") and not call(["uv", "venv", "-q", "--python", python, VENV]):
            return
        debian.provide("venv")
    if call([python, "-m", "venv", "--clear", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Failed("python -m venv failed; on Debian and Ubuntu it comes with python3-venv.")


def write_launcher() -> None:
    """Make `desk` a command of the environment: from any folder, without a network, without building anything."""
    site = VENV / "Lib" if os.name == "nt" else next((VENV / "lib").glob("python3*"))
    _write(site / "site-packages" / "desk-here.pth", f"{ROOT}\n")
    # -P: a folder "desk" where the caller happens to stand is not ours.
    if os.name == "nt":
        _write(BIN / "desk.cmd", '@"%~dp0python.exe" -P -m desk %*\r\n')
        return
    _write(BIN / "desk", f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m desk "$@"\n')
    (BIN / "desk").chmod(0o755)


def _write(path: Path, text: str) -> None:
    """Write a small file, unless it says so already."""
    wanted = text.encode()
    if not path.exists() or path.read_bytes() != wanted:
        path.write_bytes(wanted)


def suitable_python() -> str:
    """Return a Python that Desk runs on: this one, else one from the PATH."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            return found
    raise Failed(f"Desk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def _has_venv_module(python: str) -> bool:
    return (
        subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode
        == 0
    )


def _with_uv(files: list[str]) -> bool:
    if not shutil.which("uv"):
        return False
    how = ["-q", "--compile-bytecode", "--require-hashes"]  # compiled as pip does, not anew by each process
    return not call(["uv", "pip", "install", *how, "--python", PYTHON, *files])


def _with_pip(files: list[str]) -> bool:
    quiet = ["-q", "--disable-pip-version-check", "--no-input"]
    return not call([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", *files])


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def digest(path: Path) -> str:
    """Return the fingerprint of one file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_catalogues() -> None:
    """Build the message catalogues when one of their sources is newer than they are."""
    sources = list((ROOT / "translations").rglob("*.po"))
    built = [path.stat().st_mtime for path in BUILT_CATALOGUES.rglob("*.mo")]
    is_fresh = built and min(built) >= max((path.stat().st_mtime for path in sources), default=0)
    if not sources or not CATALOGUES.exists() or is_fresh:
        return
    command = [str(PYTHON), str(CATALOGUES)]
    said = subprocess.run(
        command, env=surroundings(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if said.returncode:
        print(said.stdout + said.stderr, file=sys.stderr)
        raise Failed("A catalogue has a mistake; see above.")


def has_display() -> bool:
    """Say whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(command: list) -> int:
    """Run a command in the project's folder and wait; return its exit code."""
    try:
        return subprocess.run([str(word) for word in command], env=surroundings(), check=False).returncode
    except FileNotFoundError:
        return 127


def call_to_the_end(command: list) -> int:
    """Like `call`; on a machine that only tests, end whatever the command leaves behind as well.

    What outlives it (a web engine whose test was cut off) would keep the output open, and whoever reads it waits.
    """
    if os.name == "nt" or not os.environ.get("CI"):
        return call(command)
    words = [str(word) for word in command]
    with subprocess.Popen(words, env=surroundings(), start_new_session=True) as running:
        try:
            return running.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def workers() -> int:
    """Return how many processes share the tests: one for each core, but two where there is one, and four at most."""
    return min(max(os.cpu_count() or 2, 2), 4)


def surroundings() -> dict[str, str]:
    """Return the environment of every command: UTF-8 also where the locale says C, no sandbox for root."""
    env = dict(os.environ)
    if sys.platform.startswith("linux"):
        if env.get("LC_ALL") in ("C", "POSIX"):
            env["LC_ALL"] = "C.UTF-8"
        elif not any(env.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
            env["LC_CTYPE"] = "C.UTF-8"
        if os.geteuid() == 0:
            env["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to run as root otherwise.
    env.setdefault("PYTHONUTF8", "1")
    return env


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
