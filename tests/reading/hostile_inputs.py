"""Inputs made to hang or break an article view; each is written here, none is a real page."""

from collections.abc import Callable

SENTENCE = "De veerdienst naar de eilanden vaart weer. "

HOSTILE_INPUTS: dict[str, Callable[[], str]] = {
    "tables nested 200 deep": lambda: "<table><tr><td>" * 200 + "tekst" + "</table>" * 200,
    "word of 300 kB": lambda: "<p>" + "a" * 300_000,
    "40,000 br": lambda: "<p>" + "x<br>" * 40_000,
    "100,000 nested b and i": lambda: "<b><i>" * 50_000 + "tekst",
    "10,000 pictures": lambda: "".join(f'<img src="//x.nl/{i}.jpg">' for i in range(10_000)),
    "10,000 pictures with as many sources": lambda: (
        "<picture>" + "<source srcset=b>" * 10_000 + "<img src=a>" * 10_000
    ),
    "40,000 players": lambda: "<embed src=a>" * 40_000,
    "40,000 cells in a row": lambda: "<table><tr>" + "<td>x" * 40_000,
    "cells full of text": lambda: (
        "<table>" + ("<tr>" + f"<td>{SENTENCE * 4}" * 8) * 25 + "</table>"
    ),
    "2,000 tables": lambda: "<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 2_000,
    "300 kB of entities": lambda: "&amp;&lt;&#x41;&nbsp;&eacute;&zwj;" * 10_000,
    "huge colspan": lambda: "<table><tr><td colspan=99999999>x<td>y<tr><td>a<td>b</table>",
    "lists 5,000 deep": lambda: "<ul><li>a" * 5_000,
    "quotations 20,000 deep": lambda: "<blockquote>a" * 20_000,
    "div 50,000 deep": lambda: "<div>" * 50_000 + "tekst",
    "giant font attributes": lambda: f'<font size=99999999 face="{"x" * 100_000}">tekst</font>',
    "50,000 attributes": lambda: "<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">tekst",
    "stacked accents from right to left": lambda: "<p dir=rtl>" + ("م" + "\u0301" * 24) * 9_000,
    "2 MB of plain text": lambda: SENTENCE * 48_000,
    "2 MB of lines": lambda: (SENTENCE + "\n") * 46_000,
    "zero width spaces": lambda: "<p>" + "\u200b" * 200_000 + "x" + "\u200b a" * 50_000,
    "20,000 links": lambda: '<p><a href="http://x.nl/1">woord</a> ' + "<a href=/>w</a> " * 20_000,
    "50,000 words from either side": lambda: "<p>" + "abc مرحبا 12 " * 20_000,
    "line of code of 800 kB": lambda: "<pre>" + "x=1 " * 200_000,
    "50,000 lines of code": lambda: "<pre>" + "def x(): return 1\n" * 50_000,
    "no-break spaces": lambda: "<p>" + "a\xa0" * 50_000,
    "half a million <": lambda: "<" * 500_000,
    "tags without end": lambda: '<a b="' * 100_000,
    "scripts without end": lambda: "<p>tekst<svg>" * 20_000,
    "comments without end": lambda: "<p>tekst" + "<!--" * 100_000,
    "end tags only": lambda: "tekst" + "</p></div></b>" * 50_000,
    "srcset of 100 kB": lambda: '<img srcset="' + "," * 100_000 + '">tekst',
    "formulas": lambda: "<p>" + "x<sup>2</sup><sub>i</sub>" * 10_000,
    "formulas without end": lambda: "<math><mi>x" * 50_000,
    "formulas, 1,800 deep": lambda: ("<math>" + "<mrow>" * 1_800 + "x</math>") * 50,
    "footnotes that lead to one place": lambda: "<p id=n>" + "<a id=n href=#n>1</a> " * 20_000,
    "10,000 definitions": lambda: "<dl>" + "<dt>a<dd>b" * 10_000,
    "10,000 rules": lambda: "<hr>x" * 10_000,
}
