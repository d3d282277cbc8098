"""Formulas read as one line of text, and no word of them is lost."""

import pytest

from desktop.reading.formulas import formula_text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mn>2</mn></msup>", "x² + y²"),
        ("<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a/b"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<mfrac><mn>1</mn><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>", "1/(2a)"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mi>x</mi>", "(1/2)x"),
        ("<msqrt><mi>x</mi></msqrt><mo>=</mo><msqrt><mn>1</mn><mo>+</mo><mi>a</mi></msqrt>",
         "√x = √(1 + a)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<msub><mi>CO</mi><mn>2</mn></msub>", "CO₂"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<msup><mi>e</mi><mfrac><mi>t</mi><mn>2</mn></mfrac></msup>", "e^(t/2)"),
        ("<msub><mi>v</mi><mtext>max</mtext></msub>", "v_max"),
        ("<mi>x</mi><mo>=</mo><mo>-</mo><mn>3</mn>", "x = -3"),
        ("<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>", "sin x"),
        ("<mtext>als</mtext><mi>x</mi><mo>&lt;</mo><mn>10</mn><mi>kg</mi>", "als x < 10 kg"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
         "∑ᵢ₌₁ⁿ"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x̄"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd>"
         "</mtr></mtable>", "1, 2; 3"),
        ("<mmultiscripts><mi>C</mi><none/><none/><mprescripts/><none/><mn>14</mn></mmultiscripts>",
         "¹⁴C"),
        ("<mi>a</mi><mphantom><mi>b</mi></mphantom>", "a"),
        # What is wrong loses no word.
        ("los<mfrac><mi>een</mi></mfrac>eind", "los een eind"),
        ("<mfrac>los<mi>een</mi><mi>twee</mi></mfrac>", "los een twee"),
        ("<x>een</x><mi>twee", "een twee"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_formula_is_text(inside: str, text: str) -> None:
    assert formula_text(f"<math>{inside}</math>") == text


def test_the_source_of_a_formula_is_not_shown_beside_it() -> None:
    note = '<annotation encoding="application/x-tex">x^2</annotation>'
    formula = "<msup><mi>x</mi><mn>2</mn></msup>"

    shown = formula_text(f"<math><semantics>{formula}{note}</semantics></math>")

    assert shown == "x²"


@pytest.mark.parametrize(
    "formula",
    [
        '<math alttext="x^2"><apply><power/><ci>x</ci><cn>2</cn></apply></math>',
        '<math alttext="x^2"></math>',
        '<math><semantics><annotation encoding="application/x-tex">x^2</annotation></semantics>'
        "</math>",
    ],
)
def test_what_is_only_meant_is_shown_by_its_alternative_text(formula: str) -> None:
    assert formula_text(formula) == "x^2"


def test_a_formula_without_end_takes_no_time_and_loses_nothing() -> None:
    for depth in (30, 300, 1_500, 3_000):
        assert formula_text("<math>" + "<mrow>" * depth + "<mi>x</mi></math>") == "x"
