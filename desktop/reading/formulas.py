"""Formulas in MathML to one line of text: "x² + y²", "(a + b)/2", "√x", "∑ᵢ₌₁ⁿ".

The one thing to know: no word is lost. What this does not know reads as its parts side by side.
Source: https://www.w3.org/TR/mathml-core/.
"""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from desktop.core.text import unescape

# A formula has some hundreds of elements; what is larger or deeper reads as its words.
_MOST_TAGS: Final = 1_000
_DEPTH: Final = 40

_RAISED: Final = dict(
    zip("0123456789+-−=()abcdefghijklmnoprstuvwxyz′∘*",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′°*", strict=True)
)  # fmt: skip
_LOWERED: Final = dict(
    zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
# Marks over a letter, as what is put behind it.
_ACCENTS: Final = {
    "¯": "\u0304", "‾": "\u0304", "_": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303",
    "˜": "\u0303", "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308",
}  # fmt: skip
# Operators with a blank on either side, unless they are the sign of what follows.
_BETWEEN: Final = frozenset("+-−±∓=≠<>≤≥≈≡≅∼×·⋅÷∗*→←↔⇒⇐⇔∈∉⊂⊆⊃⊇∪∩∧∨∣:≔∝↦∘⊕⊗")
_SIGNS: Final = frozenset("+-−±∓")
_BEFORE_SIGN: Final = frozenset(("", *_BETWEEN, *"([{⟨|‖,;"))
_LONGEST_TOKEN: Final = 40
_LAST_TOKEN: Final = re.compile(r"[^\W_]+$")
_FIRST_TOKEN: Final = re.compile(r"[^\W_]+")
# Invisible: applied to, times, separator, plus.
_INVISIBLE: Final = re.compile("[\u2061-\u2064]")
_ONE_TOKEN: Final = re.compile(r"\d[\d.,]*|[^\W\d_]+|.", re.DOTALL)
_SELF_ENCLOSED: Final = re.compile(r"\([^()]*\)|\[[^][]*\]|\|[^|]*\|")
_MEANT: Final = frozenset({"apply", "ci", "cn", "csymbol"})
# Elements of a page that a formula on a line of its own cannot part.
_LINES: Final = frozenset(
    {"p", "span", "li", "td", "th", "dd", "dt", "figcaption", "b", "i", "em", "a"}
)
_NOT_SHOWN: Final = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})


def formula_text(markup: str) -> str:
    """Return the text of `markup`, one <math> element, or its alternative text; "" for none."""
    if markup.count("<") > _MOST_TAGS:
        return " ".join(unescape(re.sub("<[^<>]*>", " ", markup)).split())
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    math = next((element for element in root.iter() if _name(element) == "math"), root)
    has_meaning = any(_name(element) in _MEANT for element in math.iter())
    shown = "" if has_meaning else _text(math, 0)
    return " ".join((shown or _alternative(math) or " ".join(math.itertext())).split())


def formulas_as_text(page: etree._Element) -> None:
    """Put its text in the place of each formula of a parsed page."""
    outermost = [m for m in page.iter("math") if next(m.iterancestors("math"), None) is None]
    for formula in outermost:
        tail, formula.tail = formula.tail, None
        text = formula_text(etree.tostring(formula, encoding="unicode"))
        attributes, parent = formula.attrib, formula.getparent()
        stands_alone = attributes.get("display") == "block" and parent.tag not in _LINES
        formula.clear()
        formula.tag, formula.text, formula.tail = "p" if stands_alone else "span", text, tail


def _alternative(math: etree._Element) -> str:
    """Return what stands for a formula: its alternative text, else its source in TeX."""
    if alternative := math.get("alttext", "").strip():
        return str(alternative)
    notes = (element for element in math.iter() if _name(element) == "annotation")
    return next((note.text or "" for note in notes if "tex" in note.get("encoding", "")), "")


def _name(element: etree._Element) -> str:
    """Return "mi" for <mi>, <m:mi> and <mml:mi>; "" for what is no element."""
    tag = element.tag
    return tag.rpartition(":")[2] if isinstance(tag, str) else ""


def _text(element: etree._Element, depth: int) -> str:
    name = _name(element)
    if name in _NOT_SHOWN:
        return ""
    if depth > _DEPTH:
        return " ".join(element.itertext())
    if name in ("mi", "mn", "mo", "mtext", "ms") and not len(element):
        return _INVISIBLE.sub("", " ".join((element.text or "").split()))
    parts = [_text(child, depth + 1) for child in element.iterchildren("*")]
    loose = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in loose):
        return _row(element, parts)
    shape = _SHAPES.get(name)
    if shape is not None and len(parts) == shape[0]:
        return shape[1](*parts)
    if name == "mmultiscripts":
        return _scripts(element, parts)
    if name == "mtable":
        return "; ".join(filter(None, parts))
    if name in ("mtr", "mlabeledtr"):
        return ", ".join(filter(None, parts))
    if name == "mfenced":
        inner = (element.get("separators", ",").strip()[:1] + " ").join(parts)
        return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"
    if name == "semantics" and parts:
        return parts[0]
    if name == "msqrt":
        return f"√{_grouped(_row(element, parts))}"
    return _row(element, parts)


def _row(element: etree._Element, parts: list[str]) -> str:
    """Return elements side by side, with the text that stands loose between them."""
    children = list(element.iterchildren("*"))
    is_operator = [_name(child) == "mo" for child in children]
    text = _joined("", element.text or "")
    for place, (child, part) in enumerate(zip(children, parts, strict=True)):
        if is_operator[place]:
            part = _operator(part, text.rstrip()[-1:])
        elif _name(child) == "mfrac" and "/" in part:
            beside = is_operator[max(place - 1, 0) : place] + is_operator[place + 1 : place + 2]
            part = part if all(beside) else f"({part})"
        text = _joined(_joined(text, part), child.tail or "")
    return text


def _operator(mark: str, before: str) -> str:
    """Return an operator with its blanks; `before` is the last character in front of it."""
    if mark in (",", ";"):
        return f"{mark} "
    is_sign = mark in _SIGNS and before in _BEFORE_SIGN
    return mark if is_sign or mark not in _BETWEEN else f" {mark} "


def _joined(text: str, more: str) -> str:
    """Return two texts side by side: words and numbers do not run into one another."""
    before = _LAST_TOKEN.search(text[-_LONGEST_TOKEN:])
    after = _FIRST_TOKEN.match(more)
    if before and after:
        are_numbers = before[0][-1].isdigit() and after[0][0].isdigit()
        if are_numbers or _is_word(before[0]) or _is_word(after[0]):
            return f"{text} {more}"
    return text + more


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha()


def _grouped(text: str) -> str:
    """Return `text` in brackets unless it is one thing already."""
    text = text.strip()
    is_one = not text or _ONE_TOKEN.fullmatch(text) or _SELF_ENCLOSED.fullmatch(text)
    is_raised = len(text) > 1 and _ONE_TOKEN.fullmatch(text[0]) and set(text[1:]) <= _SCRIPTS
    return text if is_one or is_raised else f"({text})"


def _script(text: str, letters: dict[str, str], mark: str) -> str:
    """Return `text` in small letters above or below the line, where there are such letters."""
    bare = text.replace(" ", "")
    is_word = len(bare) > 2 and bare.isalpha()  # which nobody could read or find so
    if not is_word and all(letter in letters for letter in bare):
        return "".join(letters[letter] for letter in bare)
    return mark + _grouped(text)


def _raised(text: str) -> str:
    return _script(text, _RAISED, "^")


def _lowered(text: str) -> str:
    return _script(text, _LOWERED, "_")


def _over(base: str, mark: str) -> str:
    accent = _ACCENTS.get(mark.strip())
    return base + (accent if accent and len(base) == 1 else _raised(mark))


def _base(text: str) -> str:
    return _grouped(text) if text.strip() not in ("∑", "∏", "∫") else text.strip()


def _scripts(element: etree._Element, parts: list[str]) -> str:
    """Return a base with marks below and above it in turn, those in front of it first."""
    names = [_name(child) for child in element.iterchildren("*")]
    end = names.index("mprescripts") if "mprescripts" in names else len(parts)
    behind, before = parts[1:end], parts[end + 1 :]
    marks = [
        "".join((_raised if place % 2 else _lowered)(part) for place, part in enumerate(side))
        for side in (before, behind)
    ]
    return marks[0] + "".join(parts[:1]) + marks[1]


_SCRIPTS: Final = {*_RAISED.values(), *_LOWERED.values()}
# What an element of so many parts makes of them.
_SHAPES: Final[dict[str, tuple[int, Callable[..., str]]]] = {
    "mfrac": (2, lambda over, under: f"{_grouped(over)}/{_grouped(under)}"),
    "mroot": (2, lambda inner, degree: f"{_raised(degree)}√{_grouped(inner)}"),
    "msup": (2, lambda base, raised: _base(base) + _raised(raised)),
    "msub": (2, lambda base, lowered: _base(base) + _lowered(lowered)),
    "msubsup": (3, lambda base, low, high: _base(base) + _lowered(low) + _raised(high)),
    "munder": (2, lambda base, lowered: _base(base) + _lowered(lowered)),
    "mover": (2, _over),
    "munderover": (3, lambda base, low, high: _base(base) + _lowered(low) + _raised(high)),
}
