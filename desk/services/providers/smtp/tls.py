# SPDX-License-Identifier: LicenseRef-Desk
"""Decides which certificates are trusted, and says why one is not."""

import hashlib
import ssl

from desk.errors import Misconfigured
from desk.services.providers.smtp.settings import SmtpSettings

_REASONS = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_authority",
    20: "unknown_authority",
    62: "wrong_name",
    64: "wrong_name",
}


def context_for(settings: SmtpSettings) -> ssl.SSLContext:
    """Return what a connection trusts: the system's authorities; with a pin nobody, `check_pin` decides."""
    return blind() if settings.pin else ssl.create_default_context()


def blind() -> ssl.SSLContext:
    """Return a context that checks nothing; its user looks at the certificate before a secret leaves."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def check_pin(settings: SmtpSettings, certificate: bytes) -> None:
    """Raise Misconfigured if there is a pin and `certificate` (DER) is another."""
    if settings.pin and fingerprint(certificate) != settings.pin:
        raise Misconfigured(
            "certificate_refused",
            reason="other_than_pinned",
            expected=settings.host,
            fingerprint=fingerprint(certificate),
        )


def refusal(error: ssl.SSLCertVerificationError, host: str) -> Misconfigured:
    """Say in our words why the system refused a certificate."""
    reason = _REASONS.get(error.verify_code, "not_trusted")
    return Misconfigured("certificate_refused", reason=reason, expected=host)


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate (DER) in hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def certificate_names(certificate: bytes) -> str:
    """Return whom a certificate (DER) is for, at most five names; "" when it does not say."""
    from cryptography import x509

    parsed = x509.load_der_x509_certificate(certificate)
    try:
        alternatives = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found = [str(name.value) for name in alternatives]
    except x509.ExtensionNotFound:
        found = [str(part.value) for part in parsed.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    return ", ".join(found[:5])
