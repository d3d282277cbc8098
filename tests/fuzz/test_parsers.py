"""Whatever strangers send, a parser answers or raises AppError."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS, PIECES, harmless

FOUND = Path(__file__).parents[1] / "data" / "fuzz"
_PIECE = st.sampled_from(PIECES) | st.binary(max_size=40)
few = settings(max_examples=60)


@pytest.mark.parametrize("name", PARSERS)
@few
@given(st.lists(_PIECE, max_size=12).map(b"".join))
def test_pieces_in_any_order_are_read_or_refused(name: str, data: bytes) -> None:
    harmless(name, data)


@pytest.mark.parametrize("name", PARSERS)
@few
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(name: str, data: str) -> None:
    harmless(name, data.encode("utf-8", "surrogatepass"))


def test_what_a_fuzzer_found_is_read_or_refused() -> None:
    for file in sorted(FOUND.glob("*/*")):
        harmless(file.parent.name, file.read_bytes())
