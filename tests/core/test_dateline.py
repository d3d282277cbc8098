import json
from pathlib import Path

import pytest

from desktop.core.dateline import Dateline, display_places, parse_dateline

TEXT = "De gemeente heeft dinsdag gezegd dat het plan doorgaat."


@pytest.mark.parametrize(
    ("opening", "places", "agencies"),
    [
        ("DEN HAAG (ANP) -", ("DEN HAAG",), ("ANP",)),
        ("BEIJING (ANP/AFP) -", ("BEIJING",), ("ANP", "AFP")),
        ("NEW YORK (ANP/RTR/AFP/BLOOMBERG) -", ("NEW YORK",), ("ANP", "RTR", "AFP", "BLOOMBERG")),
        ("BERLIJN (DPA / ANP) -", ("BERLIJN",), ("DPA", "ANP")),
        ("LONDEN (Omroep Zeeland) -", ("LONDEN",), ("Omroep Zeeland",)),
        ("BERLIJN/LONDEN/PARIJS (ANP) -", ("BERLIJN", "LONDEN", "PARIJS"), ("ANP",)),
        ("TEHERAN / NEW YORK (ANP) -", ("TEHERAN", "NEW YORK"), ("ANP",)),
        ("CAÏRO (ANP) –", ("CAÏRO",), ("ANP",)),
        ("CAÏRO (ANP) —", ("CAÏRO",), ("ANP",)),
        ("SAINT-GERVAIS MONT-BLANC (ANP) -", ("SAINT-GERVAIS MONT-BLANC",), ("ANP",)),
        ("'S HEER ARENDSKERKE-", ("'S HEER ARENDSKERKE",), ()),
        ("’s-Heerenhoek -", ("’s-Heerenhoek",), ()),
        ("NIEUW- EN SINT JOOSLAND -", ("NIEUW- EN SINT JOOSLAND",), ()),
        ("GOES-", ("GOES",), ()),
        ("GOES –", ("GOES",), ()),
        ("Tholen -", ("Tholen",), ()),
        ("ZEELAND -", ("ZEELAND",), ()),
        ("COLUMN -", ("COLUMN",), ()),
        ("A58 -", ("A58",), ()),
        ("RITTHEM/VLISSINGEN -", ("RITTHEM", "VLISSINGEN"), ()),
        ("DEN\xa0HAAG\xa0(ANP)\xa0-\xa0", ("DEN HAAG",), ("ANP",)),
        ("DEN  HAAG\n(ANP) -", ("DEN HAAG",), ("ANP",)),
        ("JERUZAEMN (ANP/RTR) -", ("JERUZAEMN",), ("ANP", "RTR")),
        ("DEN HAAG (ANP -", ("DEN HAAG",), ("ANP",)),
        ("DEN HAAG (ANP)", ("DEN HAAG",), ("ANP",)),
        ("EREDIVISIEALKMAAR (ANP) -", ("ALKMAAR",), ("ANP",)),
        ("EredivisieALKMAAR (ANP) -", ("ALKMAAR",), ("ANP",)),
        ("EREDIVISIE ALKMAAR (ANP) -", ("ALKMAAR",), ("ANP",)),
        ("\u200bKYIV (ANP) -", ("KYIV",), ("ANP",)),
    ],
)
def test_dateline_gives_places_agencies_and_the_text_after_it(
    opening: str, places: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    assert parse_dateline(f"{opening} {TEXT}") == Dateline(places, agencies, TEXT)


def test_local_place_needs_no_blanks_around_its_dash() -> None:
    assert parse_dateline(f"GOES-{TEXT}") == Dateline(("GOES",), (), TEXT)


def test_dateline_may_stand_alone() -> None:
    assert parse_dateline("Borsele -") == Dateline(("Borsele",), (), "")


def test_place_outside_zeeland_in_mixed_case_needs_a_sentence_after_it() -> None:
    assert parse_dateline("Londen - Prijs voor fiets") is None
    assert parse_dateline(f"Londen - {TEXT}") == Dateline(("Londen",), (), TEXT)


def test_line_ends_within_the_text_are_kept() -> None:
    assert parse_dateline("GOES  (ANP) -  Een.\nTwee.") == Dateline(
        ("GOES",), ("ANP",), "Een.\nTwee."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "(ANP) - De",
        "FC Dijk - AZ",
        "Ajax - PSV 2-1",
        "AZ - PSV",
        "PSV - Ajax eindigt in een gelijkspel.",
        "Ajax - PSV wordt zondag in een leeg stadion gespeeld, zo meldt de bond.",
        "Bond vervroegt Excelsior - FC Polder zodat publiek kan komen",
        "Goes - Kapelle 2-1",
        "Antwerpen – Brugge",
        "Parijs - Nice is zondag begonnen",
        "De Vries - die eerder weigerde - doet toch mee.",
        "Acteur De Vries (80) overleden",
        "Leider Jansen (BBB) - tot voor kort boer - stopt ermee.",
        "JANSEN (PVV) - De leider spreekt",
        "LIVE - Alles over de verkiezingen van vandaag",
        "TV-serie over Zeeland",
        "EU-Parlement stemt",
        "BIJDRAGE JANNEKE DE POLDER",
    ],
)
def test_headlines_and_sentences_are_no_datelines(text: str) -> None:
    assert parse_dateline(text) is None


@pytest.mark.corpus
def test_every_known_dateline_is_read(corpus: Path) -> None:
    folder = corpus / "zeelandnet"
    records = read_lines(folder / "datelines.jsonl")
    for article in read_lines(folder / "articles.jsonl"):
        records += [article["dateline"], *(item["dateline"] for item in article["related"])]
    # A capture that breaks off within the place has neither agency nor dash left.
    known = [r for r in records if r and (r["dash"] or r["agencies"])]

    wrong = [
        record["raw"]
        for record in known
        for text in ("", TEXT, "Kort bericht.")
        if parse_dateline(f"{record['raw']} {text}")
        != Dateline(tuple(record["places"]), tuple(record["agencies"]), text)
    ]

    print(f"{len(known)} datelines, {len(wrong)} read wrongly")
    assert len(known) > 200
    assert wrong == []


@pytest.mark.corpus
def test_no_known_title_or_subhead_is_a_dateline(corpus: Path) -> None:
    titles = []
    for article in read_lines(corpus / "zeelandnet" / "articles.jsonl"):
        titles += [article["title"], *article["subheads"]]
        titles += [item["title"] for item in article["related"] if item["title"]]

    assert len(titles) > 150
    assert [t for t in titles if parse_dateline(t) or parse_dateline(t.upper())] == []


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("DEN HAAG", "Den Haag"),
        ("DE BILT", "De Bilt"),
        ("'S HEER ARENDSKERKE", "'s Heer Arendskerke"),
        ("'S-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("’T ZAND", "’t Zand"),
        ("CAÏRO", "Caïro"),
        ("ÉTRETAT", "Étretat"),
        ("IJMUIDEN", "IJmuiden"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("GILZE EN RIJEN", "Gilze en Rijen"),
        ("SINT-MAARTENSDIJK", "Sint-Maartensdijk"),
        ("SAINT-GERVAIS MONT-BLANC", "Saint-Gervais Mont-Blanc"),
        ("PORT-AU-PRINCE", "Port-au-Prince"),
        ("L'AQUILA", "L'Aquila"),
        ("XI'AN", "Xi'an"),
        ("ST. MAARTEN", "St. Maarten"),
        ("WASHINGTON D.C.", "Washington D.C."),
        ("VS", "VS"),
        ("VK", "VK"),
        ("VN", "VN"),
        ("EU", "EU"),
        ("OSS", "Oss"),
        ("Tholen", "Tholen"),
        ("'s-Heerenhoek", "'s-Heerenhoek"),
    ],
)
def test_place_is_shown_as_it_is_written_in_a_sentence(printed: str, shown: str) -> None:
    assert display_places((printed,)) == shown


def test_several_places_are_shown_with_a_slash() -> None:
    assert display_places(("BERLIJN", "PARIJS")) == "Berlijn/Parijs"
    assert display_places(()) == ""


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
