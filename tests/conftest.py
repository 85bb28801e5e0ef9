# SPDX-License-Identifier: LicenseRef-Desk
"""What every test stands on: no screen, no keyring, no home of ours, no silent warning, real servers."""

import logging
import os
import re
import secrets
import shutil
import sys

# Before anything imports Qt or reads the environment.
for _name in [name for name in os.environ if name.startswith("DESK_")]:
    if _name not in ("DESK_TEST_PG", "DESK_WITHOUT_SERVERS", "DESK_CYRUS"):
        del os.environ[_name]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["TZ"] = "UTC"
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
# Every test that starts a program would have it compile all of Desk otherwise.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

from tests import scratch  # noqa: E402 - after the environment is set

SCRATCH = scratch.choose()
if sys.platform.startswith("linux") and not scratch.is_in_memory():
    # Chromium takes shared memory from a folder that a container may have little of, and dies when it is full.
    # Where the tests write into that folder, it was found large enough; a worker hears of it by TMPDIR alone.
    _flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{_flags} --disable-dev-shm-usage".strip()

import keyring  # noqa: E402
import keyring.backend  # noqa: E402
import keyring.errors  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from tests import dovecot as imap_server  # noqa: E402
from tests import garbage, mail_server, servers  # noqa: E402

garbage.take_over()

settings.register_profile("desk", deadline=None, max_examples=40)
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True, database=None)
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

SERVER_FIXTURES = {
    "postgres_server": "postgres",
    "postgres_url": "postgres",
    "postgres_desk_url": "postgres",
    "postfix_server": "postfix",
    "postfix": "postfix",
    "dovecot": "dovecot",
    "plain_dovecot": "dovecot",
    "any_dovecot": "dovecot",
}


def pytest_collection_modifyitems(items):
    for item in items:
        for name in SERVER_FIXTURES.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(SERVER_FIXTURES[name])


def pytest_collection_finish():
    garbage.keep_what_is_loaded()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(exitstatus):
    if SCRATCH is not None and exitstatus == 0:  # what failed may be looked at until the next run
        shutil.rmtree(SCRATCH, ignore_errors=True)


# --------------------------------------------------------------------------------------- every test


@pytest.fixture(autouse=True)
def collected_here(request):
    """Collect, on this thread, what the test before and this one left; Python does it alone in a soak only."""
    if request.node.get_closest_marker("soak") and "qapp" not in request.fixturenames:
        garbage.give_back()
    garbage.before_test()
    yield
    garbage.between_tests()


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that forgets everything with the test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def memory_keyring():
    """Keep secrets in memory; `memory_keyring.kept` shows them."""
    before = keyring.get_keyring()
    mine = MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)
    if (used := sys.modules.get("desk.services.store.passphrase")) is not None:
        used.keep_secrets_in(None)


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """Where the homes of those tests lie that want no folder of their own."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def desk_home(request, monkeypatch):
    """Give each test a home of its own (not made yet); most never look at it, and need no folder around it."""
    has_folder = "tmp_path" in request.fixturenames
    around = request.getfixturevalue("tmp_path" if has_folder else "homes")
    home = around / ("desk-home" if has_folder else f"desk-home-{secrets.token_hex(6)}")
    monkeypatch.setenv("DESK_HOME", str(home))
    yield home
    if not has_folder and home.exists():
        shutil.rmtree(home, ignore_errors=True)


class LogGuard(logging.Handler):
    """Collects what the program warns of; whatever the test did not announce fails it."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []
        self._allowed = []
        self._expected = []

    def emit(self, record):
        self.records.append(record)

    def allow(self, pattern):
        """Accept warnings in which the regular expression is found."""
        self._allowed.append(re.compile(pattern))

    def expect(self, pattern):
        """Accept them, and fail when there is none."""
        self.allow(pattern)
        self._expected.append(re.compile(pattern))

    def check(self):
        """Fail for what was not announced, or was announced and did not come."""
        said = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in self.records]
        surprising = [line for line in said if not any(one.search(line) for one in self._allowed)]
        silent = [one.pattern for one in self._expected if not any(one.search(line) for line in said)]
        self.records, self._expected = [], []
        if surprising:
            pytest.fail("the program warned unexpectedly:\n" + "\n".join(surprising), pytrace=False)
        if silent:
            pytest.fail(f"the program did not warn as expected: {silent}", pytrace=False)


@pytest.fixture(autouse=True)
def log_guard():
    """Fail the test on an unexpected warning of logger "desk"; see `allow` and `expect`."""
    guard = LogGuard()
    logger = logging.getLogger("desk")
    logger.addHandler(guard)
    yield guard
    logger.removeHandler(guard)
    guard.check()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    result = yield
    guard = getattr(item, "funcargs", {}).get("log_guard")
    if guard is not None:
        guard.check()
    return result


# ------------------------------------------------------------------------------------------- window


PATIENCE_S = 60
"""How long a test waits for what should come at once: a busy machine is many times slower."""


@pytest.fixture
def qtbot(qtbot, monkeypatch):
    """pytest-qt's, as patient as the other tests."""
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        monkeypatch.setitem(getattr(type(qtbot), wait).__kwdefaults__, "timeout", PATIENCE_S * 1000)
    return qtbot


@pytest.fixture
def qt_run(qapp):
    """Run a coroutine to its end in the loop that the window uses: `qt_run(coroutine)`."""
    import asyncio

    from desk.ui.loop import Loop

    qapp.setQuitOnLastWindowClosed(False)

    def run(coroutine):
        with asyncio.Runner(loop_factory=lambda: Loop(qapp, already_running=False)) as runner:
            return runner.run(asyncio.wait_for(coroutine, PATIENCE_S))

    return run


# ------------------------------------------------------------------------------------------ servers


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL cluster for this worker: `fresh()`, `template(prepare)`, `drop(url)`."""
    server = servers.started(servers.start_postgres)
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server):
    """The URL of an empty PostgreSQL database of this test's own."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture(scope="session")
def postfix_server():
    """A Postfix instance for this worker; tests ask for `postfix`."""
    server = servers.started(mail_server.Postfix)
    yield server
    server.remove()


@pytest.fixture
def postfix(postfix_server):
    """A running Postfix with an empty Maildir: `host`, `port`, `maildir`, `wait_for(count)`, faults."""
    if not postfix_server.is_running():
        postfix_server.start()
    postfix_server.empty()
    yield postfix_server
    postfix_server.thaw()


@pytest.fixture(scope="session")
def dovecot_server():
    """A Dovecot for this worker; tests ask for `dovecot`."""
    server = servers.started(imap_server.Dovecot)
    yield server
    server.remove()


@pytest.fixture
def dovecot(dovecot_server):
    """A running Dovecot, in which every user exists: `settings(user)`, `client(user)`, `deliver`, faults."""
    if not dovecot_server.is_running():
        dovecot_server.start()
    return dovecot_server


@pytest.fixture(scope="session")
def plain_dovecot():
    """A Dovecot that offers nothing newer than IMAP4rev1: no CONDSTORE, QRESYNC, MOVE, UIDPLUS, IDLE."""
    server = servers.started(lambda: imap_server.Dovecot(more=imap_server.PLAIN, separator="."))
    yield server
    server.remove()


@pytest.fixture(params=["modern", "plain"])
def any_dovecot(request):
    """A Dovecot with everything, and one with nothing, in turn."""
    return request.getfixturevalue("dovecot" if request.param == "modern" else "plain_dovecot")


# ------------------------------------------------------------------------------------------ databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An empty database with every table, made once: copying it is quicker than migrating."""
    from desk.services.store import open_database

    file = tmp_path_factory.mktemp("template") / "desk.db"
    open_database(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """The URL of a fresh SQLite database with every table."""
    import shutil

    file = tmp_path / "desk.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def db(sqlite_url):
    """A fresh SQLite database, open."""
    from desk.services.store import open_database

    database = open_database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def checked_once():
    """Check each text once a worker: stocking a shop is little else, and its texts are always the same."""
    import json

    from desk.services.templates import library

    check, known = library.grammar_problems, {}

    def problems(wording):
        key = json.dumps(wording.to_json(), sort_keys=True)
        if key not in known:
            known[key] = check(wording)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "grammar_problems", problems)
        yield


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """The name of a PostgreSQL database with every table, for cloning."""
    from desk.services.store import upgrade

    return postgres_server.template(upgrade)


@pytest.fixture
def postgres_desk_url(postgres_server, postgres_template):
    """The URL of a fresh PostgreSQL database with every table."""
    url = postgres_server.fresh(postgres_template)
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request):
    """The URL of a fresh database with every table, on each of the two databases in turn."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    return request.getfixturevalue("postgres_desk_url")


@pytest.fixture
def any_db(any_url):
    """A fresh database, open, on each of the two databases in turn."""
    from desk.services.store import open_database

    database = open_database(any_url)
    yield database
    database.close()
