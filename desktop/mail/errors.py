"""Exceptions of socket, ssl, imaplib and IMAPClient to one reason each."""

import re
import socket
import ssl
from imaplib import IMAP4

from desktop.core.mail import MailFailed, MailReason
from desktop.core.network_errors import error_chain, is_offline, system_message
from desktop.mail.imap_connection import LimitExceeded, has_network

# What a server can make the libraries raise without the program being wrong. IMAPClient
# meets odd answers with ValueError, IndexError, KeyError, AttributeError and the like.
IMAP_ERRORS = (
    OSError,
    IMAP4.error,
    LimitExceeded,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)
# RFC 5530 section 3.
WRONG_PASSWORD_CODES = frozenset({"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"})
BUSY_CODES = frozenset({"UNAVAILABLE", "INUSE", "LIMIT"})
# Providers say in English, and in no code, what kind of login they want. Gmail: "[ALERT]
# Application-specific password required"; Microsoft: "Basic authentication is disabled".
_APP_PASSWORD = re.compile(rb"\bapp(?:lication)?[- ](?:specific[- ])?password", re.I)
_NO_PASSWORD = re.compile(
    rb"basic ?auth\w* (?:is )?(?:disabled|blocked|not)|web ?browser|web login|oauth|"
    rb"(?:logins?|authentication) (?:is |are )?(?:disabled|not (?:allowed|enabled|supported))|"
    rb"imap (?:access )?is (?:disabled|not enabled)",
    re.I,
)
_ABOUT_PASSWORD = re.compile(
    rb"password|credential|authenticat\w+ fail|(?:login|logon|auth) fail", re.I
)
# X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL.
_OTHER_TIME = frozenset({9, 10})
_STATUS = re.compile(rb"(?P<tag>\S+) (?P<status>OK|NO|BAD|BYE)\b(?: \[(?P<code>[A-Za-z-]+))?", re.I)


def mail_error(error: BaseException, server: str, last_line: bytes) -> MailFailed:
    """Return what `error` means; `last_line` is the last that the server said."""
    if isinstance(error, MailFailed):
        return error
    status, code = status_of(last_line)
    if status == "BYE":
        return MailFailed(server, _reason_of_status(status, code), f"BYE {code}".rstrip())
    for link in error_chain(error):
        reason = _reason_of(link)
        if reason is not None:
            return MailFailed(server, reason, _detail(link))
    if isinstance(error, IMAP4.error) and status in ("NO", "BAD"):
        return MailFailed(server, _reason_of_status(status, code), f"{status} {code}".rstrip())
    return MailFailed(server, MailReason.GARBAGE, type(error).__name__)


def greeting_error(error: Exception, server: str, last_line: bytes) -> MailFailed:
    """Return what it means that nobody could log in: a BYE here says that there is no room."""
    status, code = status_of(last_line)
    if status == "BYE":
        return MailFailed(server, MailReason.BUSY, f"BYE {code}".rstrip())
    return mail_error(error, server, last_line)


def login_error(error: Exception, server: str, last_line: bytes) -> MailFailed:
    """Return what it means that a login ended in `error`.

    Some codes and a NO without any are about the password (RFC 5530); whatever else the
    server says, the password may well be right.
    """
    failed = greeting_error(error, server, last_line)
    status, code = status_of(last_line)
    if status == "BYE":
        return MailFailed(server, MailReason.LOGIN_BUSY, failed.detail)
    is_answer = failed.reason in (MailReason.COMMAND, MailReason.BUSY)
    if not is_answer or last_line.startswith(b"*"):
        return failed
    return MailFailed(server, _login_reason(status, code, last_line), f"{status} {code}".rstrip())


def _login_reason(status: str, code: str, line: bytes) -> MailReason:
    """Return what an answer other than OK says of a login."""
    if _APP_PASSWORD.search(line):
        return MailReason.APP_PASSWORD
    if _NO_PASSWORD.search(line):
        return MailReason.NO_LOGIN
    if code in BUSY_CODES:
        return MailReason.LOGIN_BUSY
    is_about_password = not code or code in WRONG_PASSWORD_CODES or _ABOUT_PASSWORD.search(line)
    return MailReason.WRONG_PASSWORD if status == "NO" and is_about_password else MailReason.LOGIN


def status_of(line: bytes) -> tuple[str, str]:
    """Return status and code of a line like `A1 NO [LIMIT] text`, each "" if it has none."""
    match = _STATUS.match(line)
    if match is None:
        return "", ""
    return match["status"].decode().upper(), (match["code"] or b"").decode().upper()


def _reason_of_status(status: str, code: str) -> MailReason:
    if code in BUSY_CODES:
        return MailReason.BUSY
    return MailReason.DROPPED if status == "BYE" else MailReason.COMMAND


def _reason_of(error: BaseException) -> MailReason | None:
    """Return what a single error says, None if it says nothing by itself."""
    if isinstance(error, LimitExceeded):
        return MailReason.TOO_LARGE
    if is_offline(error):
        return MailReason.OFFLINE
    if isinstance(error, socket.gaierror):
        return MailReason.DNS if has_network() else MailReason.OFFLINE
    if isinstance(error, ssl.SSLCertVerificationError) and _is_of_other_time(error):
        return MailReason.EXPIRED
    kinds = (
        (ssl.SSLCertVerificationError, MailReason.CERTIFICATE),
        ((ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionResetError), MailReason.DROPPED),
        (BrokenPipeError, MailReason.DROPPED),
        (TimeoutError, MailReason.TIMEOUT),
        (ssl.SSLError, MailReason.TLS),
        (OSError, MailReason.CONNECT),
    )
    return next((reason for kind, reason in kinds if isinstance(error, kind)), None)


def _is_of_other_time(error: ssl.SSLCertVerificationError) -> bool:
    # Windows and macOS say it in words alone.
    is_said = "expired" in str(error).lower()
    return getattr(error, "verify_code", 0) in _OTHER_TIME or is_said


def _detail(error: BaseException) -> str:
    if isinstance(error, OSError):
        return system_message(error) or type(error).__name__
    return str(error)
