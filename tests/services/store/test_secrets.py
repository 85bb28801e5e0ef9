# SPDX-License-Identifier: LicenseRef-Desk
import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from desk.errors import Misconfigured
from desk.services.store import Keeping, Secrets, keep_secrets_in, strongbox
from desk.services.store.secrets import FILE, SERVICE

CANARY = "c4nary-öß-secret"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """Begin and end without a data folder; a key costs next to nothing."""
    monkeypatch.setattr(strongbox, "COST", 2)
    keep_secrets_in(None)
    yield
    keep_secrets_in(None)


class Failing(KeyringBackend):
    priority = 1

    def __init__(self, error):
        super().__init__()
        self.error = error

    def get_password(self, service, username):
        raise self.error

    def set_password(self, service, username, password):
        raise self.error

    def delete_password(self, service, username):
        raise self.error


class Forgetful(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        pass


def use(backend):
    """Put a backend in place; the fixture of every test takes it away again."""
    keyring.set_keyring(backend)


def test_a_secret_is_kept_by_name_and_replaced(memory_keyring):
    secrets = Secrets()
    assert secrets.get("p1") == ""
    secrets.set("p1", CANARY)
    secrets.set("p2", "other")
    secrets.set("p1", CANARY + "2")
    assert secrets.get("p1") == CANARY + "2"
    assert memory_keyring.kept == {(SERVICE, "p1"): CANARY + "2", (SERVICE, "p2"): "other"}


def test_deleting_forgets_and_may_be_repeated(memory_keyring):
    secrets = Secrets()
    secrets.set("p1", CANARY)
    secrets.delete("p1")
    secrets.delete("p1")
    assert secrets.get("p1") == ""
    assert memory_keyring.kept == {}


def test_a_secret_that_goes_while_it_is_deleted_is_gone(memory_keyring, monkeypatch):
    Secrets().set("p1", CANARY)

    def gone(service, username):
        raise PasswordDeleteError

    monkeypatch.setattr(memory_keyring, "delete_password", gone)
    Secrets().delete("p1")


CALLS = {
    "get": lambda secrets: secrets.get("p1"),
    "set": lambda secrets: secrets.set("p1", CANARY),
    "delete": lambda secrets: secrets.delete("p1"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("backend", "code"),
    [
        (fail.Keyring, "no_keyring"),
        (null.Keyring, "no_keyring"),
        (lambda: Failing(NoKeyringError("none")), "no_keyring"),
        (lambda: Failing(KeyringLocked("locked")), "keyring_refused"),
    ],
    ids=["fail", "null", "none", "locked"],
)
def test_without_a_safe_keyring_the_owner_is_told(call, backend, code):
    use(backend())
    with pytest.raises(Misconfigured) as refused:
        call(Secrets())
    assert refused.value.code == code
    assert CANARY not in str(refused.value)


def test_a_keyring_that_forgets_is_not_trusted():
    use(Forgetful())
    with pytest.raises(Misconfigured) as refused:
        Secrets().set("p1", CANARY)
    assert refused.value.code == "keyring_refused"


def plaintext_backend():
    """A backend that calls itself one of keyrings.alt, which writes clear text to a file."""

    def remember(self, service, username, password):
        self.written = password

    members = {"priority": 9, "set_password": remember, "get_password": lambda *_: None, "written": None}
    return type("PlaintextKeyring", (KeyringBackend,), {**members, "__module__": "keyrings.alt.file"})()


def test_a_keyring_of_clear_text_is_never_used():
    backend = plaintext_backend()
    use(backend)
    with pytest.raises(Misconfigured) as refused:
        Secrets().set("p1", CANARY)
    assert refused.value.code == "no_keyring"
    assert backend.written is None


def test_of_several_chained_keyrings_a_safe_one_is_used(memory_keyring):
    unsafe = plaintext_backend()

    class Chain(KeyringBackend):
        priority = 10
        backends = (unsafe, memory_keyring)

        def get_password(self, service, username):
            raise AssertionError

        def set_password(self, service, username, password):
            raise AssertionError

    use(Chain())
    Secrets().set("p1", CANARY)
    assert unsafe.written is None
    assert memory_keyring.kept == {(SERVICE, "p1"): CANARY}


# ------------------------------------------------------------------------------- without a keyring


@pytest.fixture
def no_keyring():
    use(fail.Keyring())


@pytest.fixture
def folder(tmp_path, no_keyring):
    """A data folder on a computer without a keyring."""
    keep_secrets_in(tmp_path)
    return tmp_path


def code_of(call):
    with pytest.raises(Misconfigured) as refused:
        call()
    assert CANARY not in str(refused.value)
    return refused.value.code


def test_a_passphrase_stands_in_for_the_keyring(folder):
    secrets = Secrets()
    assert secrets.keeping() is Keeping.NEW
    assert code_of(lambda: secrets.get("p1")) == "no_keyring"
    secrets.delete("p1")
    assert code_of(lambda: secrets.set("p1", CANARY)) == "passphrase_missing"
    secrets.unlock("four words of mine")
    secrets.set("p1", CANARY)
    secrets.set("p2", "other")
    secrets.delete("p2")
    assert (secrets.keeping(), secrets.get("p1"), secrets.get("p2")) == (Keeping.OPEN, CANARY, "")
    assert CANARY.encode() not in (folder / FILE).read_bytes()
    assert "four words of mine" not in (folder / FILE).read_text()


def test_the_next_start_asks_again_and_a_wrong_passphrase_loses_nothing(folder):
    Secrets().unlock("right")
    Secrets().set("p1", CANARY)
    keep_secrets_in(None)
    keep_secrets_in(folder)
    before = (folder / FILE).read_bytes()
    assert Secrets().keeping() is Keeping.LOCKED
    for call in CALLS.values():
        assert code_of(lambda call=call: call(Secrets())) == "passphrase_missing"
    assert code_of(lambda: Secrets().unlock("wrong")) == "passphrase_wrong"
    assert code_of(lambda: Secrets().unlock("")) == "passphrase_missing"
    assert (Secrets().keeping(), (folder / FILE).read_bytes()) == (Keeping.LOCKED, before)
    Secrets().unlock("right")
    assert Secrets().get("p1") == CANARY


def test_without_a_window_the_environment_tells_the_passphrase(folder, monkeypatch):
    Secrets().unlock("right")
    Secrets().set("p1", CANARY)
    keep_secrets_in(None)
    keep_secrets_in(folder)
    monkeypatch.setenv("DESK_PASSPHRASE", "right")
    assert (Secrets().keeping(), Secrets().get("p1")) == (Keeping.OPEN, CANARY)
    monkeypatch.setenv("DESK_PASSPHRASE", "wrong")
    assert code_of(lambda: Secrets().set("p1", "new")) == "passphrase_wrong"
    Secrets().unlock("right")  # a person knows better
    assert Secrets().get("p1") == CANARY


def test_or_a_file_that_it_names(folder, monkeypatch):
    (folder / "word").write_text("right\n", "utf-8")
    monkeypatch.setenv("DESK_PASSPHRASE_FILE", str(folder / "word"))
    Secrets().set("p1", CANARY)
    assert Secrets().get("p1") == CANARY
    monkeypatch.setenv("DESK_PASSPHRASE_FILE", str(folder / "gone"))
    assert code_of(lambda: Secrets().get("p1")) == "passphrase_file"


def test_another_data_folder_has_another_passphrase(folder):
    Secrets().unlock("mine")
    (folder / "sample").mkdir()
    keep_secrets_in(folder / "sample")
    assert Secrets().keeping() is Keeping.NEW
    keep_secrets_in(folder)
    assert Secrets().keeping() is Keeping.OPEN


def test_what_was_kept_before_there_was_a_keyring_is_found(folder, memory_keyring):
    Secrets().unlock("mine")
    Secrets().set("p1", CANARY)
    use(memory_keyring)
    assert (Secrets().keeping(), Secrets().get("p1")) == (Keeping.KEYRING, CANARY)
    Secrets().set("p1", "newer")
    Secrets().delete("p1")
    assert Secrets().get("p1") == ""
