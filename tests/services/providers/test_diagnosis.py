# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.errors import Misconfigured, Rejected, Unavailable
from desk.services.providers import CheckResult, explain


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (Misconfigured("password_refused", smtp="535"), CheckResult.AUTH),
        (Misconfigured("account_refused"), CheckResult.AUTH),
        (Misconfigured("no_keyring"), CheckResult.AUTH),
        (Unavailable("host_unknown", None, host="imap.x.fr"), CheckResult.HOST),
        (Misconfigured("certificate_refused", name="y.fr", expected="x.fr"), CheckResult.TLS),
        (Misconfigured("starttls_missing"), CheckResult.TLS),
        (Unavailable("connection_refused"), CheckResult.BLOCKED),
        (Unavailable("connect_timeout", None, port="465"), CheckResult.BLOCKED),
        (Unavailable("timeout"), CheckResult.SLOW),
        (Rejected("server_refuses", reply="no"), CheckResult.REFUSED),
        (Unavailable("garbled"), CheckResult.REFUSED),
    ],
)
def test_each_failure_has_its_word(error, result):
    diagnosis = explain(error)
    assert diagnosis.result is result
    assert diagnosis.code == error.code
    assert diagnosis.details == error.details
