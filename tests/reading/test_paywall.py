"""A text that ends early for those who do not pay is shown without the offer, and says so."""

import json
import time

import pytest

from desktop.core.errors import PageReason
from desktop.reading.extract import PageReading
from tests.reading.test_page_kinds import ANNOUNCED, SENTENCES, TEXT, read

END = "als er niets tegenzit."
BOX = (
    '<div class="paywall-box"><h3>Verder lezen?</h3><p>Neem een abonnement vanaf € 2 per week.</p>'
    "<ul><li>Onbeperkt toegang</li><li>Maandelijks opzegbaar</li></ul><p>Al abonnee?</p></div>"
)


def structured(**claims: object) -> str:
    article = {"@type": "NewsArticle", "headline": ANNOUNCED, "author": "Noor Zwemer", **claims}
    return f'<script type="application/ld+json">{json.dumps({"@graph": [article]})}</script>'


def paid_part(selector: str) -> dict[str, object]:
    return {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": selector}


def opened(below: str, head: str = "") -> PageReading:
    body = f"<article><h1>{ANNOUNCED}</h1>{TEXT}{below}</article>"
    return read(body, title=ANNOUNCED, head=head)


LOCKED = '<meta property="article:content_tier" content="locked">'


@pytest.mark.parametrize(
    ("below", "head"),
    [
        ("", structured(isAccessibleForFree=False)),
        ("", structured(isAccessibleForFree="False")),
        ("", LOCKED),
        (BOX, structured(isAccessibleForFree=False)),
        (BOX, ""),
        (f'<div class="paid">{BOX}</div>', structured(hasPart=paid_part(".paid"))),
        ("<p>Dit stuk is alleen voor abonnees. Word lid voor € 3 per maand.</p>", ""),
        ("<h3>Subscribe to continue reading</h3><p>Unlimited access, cancel anytime.</p>", ""),
        ("<p>Weiterlesen mit einem Abo. Jetzt testen, monatlich kündbar.</p>", ""),
        ("<p>Article réservé aux abonnés</p><p>Déjà abonné ? Sans engagement.</p>", ""),
    ],
)
def test_a_text_that_ends_at_a_paywall_says_so_without_the_offer(below: str, head: str) -> None:
    found = opened(below, head)

    assert found.article is not None
    assert found.article.reason is PageReason.PAYWALL
    assert found.article.text.endswith(END)


@pytest.mark.parametrize(
    ("below", "head"),
    [
        ("", structured(isAccessibleForFree=True)),
        ("", '<meta property="article:content_tier" content="metered">'),
        ("", structured(hasPart=paid_part("article"), isAccessibleForFree=True)),
        (BOX.replace("<div", "<div hidden"), ""),
        (BOX.replace("<div", "<div style='visibility: hidden'"), ""),
        ("<footer><div class='subscribe'>Word abonnee voor € 2 per maand</div></footer>", ""),
    ],
)
def test_a_free_text_does_not_end_early(below: str, head: str) -> None:
    found = opened(below, head)

    assert found.article is not None
    assert found.article.reason is None


def test_what_was_sent_of_a_paid_part_is_shown_as_whole() -> None:
    more = "".join(f"<p>{n}. {sentence}</p>" for n in range(5) for sentence in SENTENCES)
    claims = structured(isAccessibleForFree=False, hasPart=paid_part(".body"))

    assert opened(f'<div class="body">{more}</div>', claims).reason is None


def test_a_text_shorter_than_announced_ends_early() -> None:
    more = "".join(f"<p>{n}. {sentence}</p>" for n in range(5) for sentence in SENTENCES)
    claims = structured(isAccessibleForFree=False, hasPart=paid_part(".body"), wordCount=900)

    assert opened(f'<div class="body">{more}</div>', claims).reason is PageReason.PAYWALL


def test_an_article_about_subscriptions_is_whole() -> None:
    found = opened("<p>Een abonnement op de veerpont kost € 40 per maand.</p>")

    assert found.article is not None
    assert found.article.reason is None
    assert found.article.text.endswith("per maand.")


def test_an_offer_without_any_text_is_no_article() -> None:
    body = f"<article><h1>{ANNOUNCED}</h1>{BOX}</article>"
    found = read(body, title=ANNOUNCED, head=structured(isAccessibleForFree=False))

    assert found.article is None
    assert found.reason is PageReason.PAYWALL


@pytest.mark.parametrize(
    "data",
    ["[" * 100_000, f"[{'0,' * 199_000}0]", f"[{'[],' * 130_000}[]]"],
    ids=["deep", "numbers", "lists"],
)
def test_structured_data_made_to_hang_is_passed_over(data: str) -> None:
    head = f'<script type="application/ld+json">{data}</script>' * 4
    start = time.process_time()

    assert opened("", head).article is not None
    assert time.process_time() - start < 10  # some 2 where it is linear
