"""Fuzzes one parser: python -m tests.fuzz.one PARSER CORPUS [option of libFuzzer …]."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["desktop"]):
    from tests.fuzz.parsers import PIECES, harmless

if __name__ == "__main__":
    name, corpus, *options = sys.argv[1:]
    for number, piece in enumerate(PIECES):
        (Path(corpus) / f"piece-{number}").write_bytes(piece)
    atheris.Setup([sys.argv[0], *options, corpus], lambda data: harmless(name, data))
    atheris.Fuzz()
