"""Bytes of feeds and pages to text, whatever they claim to be encoded in.

The one thing to know: `decode` never fails. A claim that does not fit the bytes
is dropped, and what no encoding explains becomes U+FFFD.
"""

import codecs
import re
from contextlib import suppress

# A label names another encoding than it says (https://encoding.spec.whatwg.org/#names-and-labels);
# keys are the names Python gives its own codecs.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-8-sig": "utf-8",
}  # fmt: skip
# Python knows these as codecs, but no document is written in them.
_REFUSED = {"utf-7", "idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How markup or JSON begins in each, perhaps behind blanks, see XML 1.0 appendix F.1.
_FIRST_BYTES = (
    (re.compile(rb"[\t-~]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[\t-~]"), "utf-32-be"),
    (re.compile(rb"[\t-~]\0[\t-~]\0"), "utf-16-le"),
    (re.compile(rb"\0[\t-~]\0[\t-~]"), "utf-16-be"),
)
_EBCDIC_XML = b"\x4c\x6f\xa7\x94\x93"  # "<?xml" in code page 37
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:+-]+)")
_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE
)
_HEAD_BYTES = 4096
# A page is taken for damaged rather than in another encoding up to this share of misfits.
_MISFIT_SHARE = 0.2


def decode(body: bytes, content_type: str | None) -> str:
    """Return the text of `body`, without byte order mark and NUL characters; never fails.

    In order: byte order mark, `content_type`'s charset, the XML declaration or `<meta>`,
    UTF-8, windows-1252 (https://html.spec.whatwg.org/#determining-the-character-encoding).
    """
    name, skip = _encoding(body, content_type)
    text = str(body[skip:], name, "replace")
    return text.replace("\0", "") if "\0" in text else text


def _encoding(body: bytes, content_type: str | None) -> tuple[str, int]:
    """Return the encoding and how many bytes its mark takes."""
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return (name, len(mark)) if _is_mostly(body, name) else (_best(body, []), 0)
    for pattern, name in _FIRST_BYTES:
        if pattern.match(body) and _is_mostly(body, name):
            return name, 0
    claims = [_codec(label) for label in _labels(body, content_type)]
    return _best(body, [name for name in claims if name]), 0


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Return every charset the document claims, the strongest claim first."""
    head = body[:_HEAD_BYTES]
    labels = _HEADER_CHARSET.findall(content_type or "")[:1]
    ebcdic = head.startswith(_EBCDIC_XML)
    declared = _XML_DECLARATION.match(str(head, "cp037" if ebcdic else "latin-1"))
    if declared:
        labels.append(declared[1])
    if ebcdic:
        labels.append("cp037")
    labels += [label.decode("ascii", "replace") for label in _META_CHARSET.findall(head)[:1]]
    return labels


def _codec(label: str) -> str | None:
    """Return the Python codec that the web means by `label`, None for an unknown one."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(label.removeprefix("x-")).name
        b"a".decode(name, "ignore")  # refuses codecs such as base64 that give no text
    except (LookupError, ValueError, UnicodeError):
        return None
    if name in _REFUSED or name.replace("_", "-") in _REFUSED:
        return None
    # Without a mark or NUL bytes at the start it cannot be true (HTML standard, same section).
    if name.startswith(("utf-16", "utf-32")):
        return None
    return _MEANT.get(name, name)


def _best(body: bytes, claims: list[str]) -> str:
    """Return the first of `claims` that fits, else UTF-8 or windows-1252."""
    is_claimed = not claims or claims[0] == "utf-8" or _has_single_bytes(claims[0])
    if is_claimed and _is_utf_8(body):
        # Any bytes pass as windows-1252 and its like, while text in it is next to never UTF-8.
        return "utf-8"
    for name in [*claims, "utf-8"]:
        if _fits(body, name):
            return name
    for name in [claim for claim in claims if claim != "cp1252"]:
        if _misfit_share(body, name) < _MISFIT_SHARE:
            return name
    return "utf-8" if _is_utf_8(body) else "cp1252"


def _has_single_bytes(name: str) -> bool:
    """Return whether each byte of an encoding is a character."""
    return len(str(bytes(range(128, 256)), name, "replace")) == 128


def _is_utf_8(body: bytes) -> bool:
    """Return whether UTF-8 characters outnumber misfits, which does not come by chance."""
    if body.isascii():
        return False
    with suppress(UnicodeDecodeError):
        body.decode()
        return True
    text = str(body, "utf-8", "replace")
    misfits = text.count("\ufffd") - body.count("\ufffd".encode())
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return beyond - misfits >= max(misfits, 1)


def _is_mostly(body: bytes, name: str) -> bool:
    """Return whether `body` may be what its first bytes promise."""
    if name == "utf-8":
        return _fits(body, name) or _is_utf_8(body)
    # Markup in a wide encoding has zeros; without them the mark is a mistake.
    text = str(body, name, "replace")
    return b"\0" in body and text.count("\ufffd") < _MISFIT_SHARE * len(text)


def _fits(body: bytes, name: str) -> bool:
    """Return whether `body` decodes, but for a character cut off behind others beyond ASCII."""
    if name == "cp1252":
        # Five bytes are undefined in Python's table, control characters in WHATWG's.
        return True
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        text = decoder.decode(body)
        return not (decoder.getstate()[0] and text.isascii())
    except (UnicodeError, ValueError):
        return False


def _misfit_share(body: bytes, name: str) -> float:
    """Return which part of the characters beyond ASCII are not valid in `name`, 0 to 1."""
    text = str(body, name, "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") / beyond if beyond else 0.0
