"""Compares ways to find the article in a page on the third-party corpus; prints a table.

Run from the checkout: `python -m tests.benchmarks.extraction`. Libraries that are not
installed are left out. F1 is the measure of Zyte's benchmark on its pages; structure and
pictures are the shares of headings, list items, quotations and pictures that Mozilla's
Readability finds on its own test pages and that come out here too.
"""

import gzip
import importlib.metadata
import importlib.util
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from desktop.reading.extract import extract_article
from tests.reading.scores import score

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "articles"
PARTS = ("h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote")
# Takes markup and address, gives HTML, or text for those that give no HTML.
Extractor = Callable[[str, str], str]


def extractors() -> dict[str, tuple[str, Extractor]]:
    """Return (distribution, extractor) of each way whose library is installed."""
    found: dict[str, tuple[str, Extractor]] = {
        "this program": ("trafilatura", ours),
        "trafilatura text": ("trafilatura", by_trafilatura(output_format="txt")),
        "trafilatura": ("trafilatura", by_trafilatura(output_format="html")),
        "trafilatura with pictures": (
            "trafilatura",
            by_trafilatura(output_format="html", include_images=True),
        ),
    }
    if importlib.util.find_spec("readability"):
        found["readability-lxml"] = ("readability-lxml", by_readability)
    return found


def ours(markup: str, url: str) -> str:
    article = extract_article(markup, url)
    return article.html if article else ""


def by_trafilatura(**options: object) -> Extractor:
    import trafilatura

    is_html = options["output_format"] == "html"

    def extract(markup: str, url: str) -> str:
        return (
            trafilatura.extract(
                markup,
                url=url,
                fast=True,
                include_comments=False,
                include_formatting=is_html,
                include_links=is_html,
                **options,
            )
            or ""
        )

    return extract


def by_readability(markup: str, url: str) -> str:
    from readability import Document

    return Document(markup, url=url).summary(html_partial=True)


def read(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8", "replace")


def parsed(markup: str) -> etree._Element | None:
    return etree.fromstring(markup.encode(), etree.HTMLParser(encoding="utf-8"))


def text_of(markup: str) -> str:
    """Return the text of HTML, captions left out: they are no part of the benchmark's truth."""
    root = parsed(f"<div>{markup}</div>")
    if root is None:
        return ""
    for caption in root.xpath("//figcaption|//p[@class='caption']"):
        caption.text = None
        caption[:] = []
    blocks = ("p", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6", "br", "div")
    for element in root.iter(*blocks):
        element.tail = f" {element.tail or ''}"
    return " ".join("".join(root.itertext()).replace("\u200b", "").split())


def parts_of(markup: str) -> set[tuple[str, str]]:
    """Return what headings, items and quotations say, and the names of picture files."""
    root = parsed(f"<div>{markup}</div>")
    if root is None:
        return set()
    parts = set()
    for element in root.iter(*PARTS):
        text = re.sub(r"\W+", "", "".join(element.itertext()))[:60]
        kind = "heading" if element.tag.startswith("h") else element.tag
        parts |= {(kind, text)} if text else set()
    for image in root.iter("img"):
        name = re.sub(r"[?#].*", "", image.get("src") or "").rpartition("/")[2]
        parts |= {("picture", name)} if name and not name.startswith("data:") else set()
    return parts


def f1(extract: Extractor) -> tuple[float, float]:
    """Return (F1, median ms)."""
    folder = CORPUS / "scrapinghub"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    scores, times = [], []
    for name, entry in truth.items():
        markup = read(folder / "html" / f"{name}.html.gz")
        start = time.perf_counter()
        found = extract(markup, entry["url"])
        times.append((time.perf_counter() - start) * 1000)
        scores.append(score(entry["articleBody"], text_of(found)))
    precision, recall = (statistics.mean(column) for column in zip(*scores, strict=True))
    return 2 * precision * recall / (precision + recall), statistics.median(times)


def kept(extract: Extractor) -> tuple[float, float]:
    """Return the shares of (structure, pictures) of Mozilla's Readability, means over pages."""
    shares: dict[bool, list[float]] = {True: [], False: []}
    for file in sorted((CORPUS / "readability").glob("*/source.html.gz")):
        expected = parts_of(read(file.with_name("expected.html.gz")))
        given = parts_of(extract(read(file), "http://fakehost/test/page.html"))
        for is_picture, found in shares.items():
            parts = {part for part in expected if (part[0] == "picture") is is_picture}
            if parts:
                found.append(len(parts & given) / len(parts))
    return statistics.mean(shares[False]), statistics.mean(shares[True])


def installed_mb(distribution: str) -> float:
    """Return the size of a distribution and all it needs, MB."""
    sizes: dict[str, int] = {}
    waiting = [distribution]
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop())[0].lower()
        if name in sizes:
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        files = [Path(str(file.locate())) for file in package.files or ()]
        sizes[name] = sum(file.stat().st_size for file in files if file.is_file())
        waiting += [need for need in package.requires or () if "extra ==" not in need]
    return sum(sizes.values()) / 1e6


def main() -> None:
    print(f"{'':27}{'F1':>7}{'structure':>11}{'pictures':>10}{'ms':>7}{'MB':>7}")
    for name, (distribution, extract) in extractors().items():
        quality, ms = f1(extract)
        structure, pictures = kept(extract)
        print(
            f"{name:27}{quality:7.4f}{structure:11.0%}{pictures:10.0%}{ms:7.1f}"
            f"{installed_mb(distribution):7.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
