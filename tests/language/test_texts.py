"""The files of texts: the same keys in the shipped languages, each with the same places, each used somewhere."""

import ast
import math
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.language import language_files
from costmodel.language.beliefs import believed, written_number
from costmodel.language.language import Language, language_of, spoken_languages
from costmodel.language.language_files import FIRST, languages
from costmodel.language.ratios import RATIOS, SHARES
from costmodel.language.symbols import SYMBOLS
from costmodel.language.translations import texts
from costmodel.language.typed import cut, read_money, read_number

PACKAGE = Path(language_files.__file__).parent.parent
ENGLISH = language_of(FIRST).texts


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_shipped_languages_have_the_same_texts_with_the_same_places() -> None:
    """But for words that somebody searches for, names of cost lines, and faults, which are English by themselves."""
    own = ("find: ", "line: ", "wrong: ")
    asked = {key for key in ENGLISH if not key.startswith(own)}
    for says in spoken_languages():
        assert {key for key in says.texts if not key.startswith(own)} == asked
        assert {key for key in asked if places(says.texts[key]) != places(ENGLISH[key])} == set()
        assert [key for key, text in says.texts.items() if not text.strip() or text == f"{key}:"] == []


def written(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "fr.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language_files, "FOLDER", folder)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[one]\nmonth = "mois"\nmonth = "mois"', "fr.toml: .*overwrite"),
        ('[one]\nmonth = "mois"\n[two]\nmonth = "mois"', "fr.toml: 'month' stands in two sections"),
        ("[one]\nmonth = 5", "fr.toml: 'month' is no text"),
        ('[grammar]\nname = "Français"\ndecimale = ","', r"fr.toml: \[grammar\]: there is no decimale"),
        ('[grammar]\nmonths = ["janvier"]', r"fr.toml: \[grammar\]: .* twelve months are texts"),
    ],
)
def test_a_language_file_with_a_fault_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    written(tmp_path, text, monkeypatch)
    (tmp_path / "en.toml").write_bytes((PACKAGE / "language" / "en.toml").read_bytes())
    with pytest.raises(ValueError, match=fault):
        language_of("fr")


@pytest.mark.parametrize("code", languages())
def test_a_language_loads_no_other(code: str) -> None:
    asks = (
        "from costmodel.language import language_files, language\n"
        f"language.language_of({code!r})('headline: nothing')\n"
        "print(language_files._read.cache_info().currsize)"
    )
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "1"


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no language 'fr'; there are en, de"):
        language_of("fr")


def asked_for() -> tuple[set[str], set[str], set[str]]:
    """All literal texts in the package, and the beginnings and endings of those that are put together."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    endings: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value.removeprefix("="))
            elif isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                for end, found in ((node.values[0], beginnings), (node.values[-1], endings)):
                    if isinstance(end, ast.Constant) and " " in str(end.value):
                        found.add(str(end.value))
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
                beginnings.add(str(node.left.value))
    return whole, {one for one in beginnings if len(one) > 2}, endings & {" title"}


def test_every_text_is_used() -> None:
    whole, beginnings, endings = asked_for()
    unused = [
        key
        for key in ENGLISH
        if re.sub(r" \d+$", "", key) not in whole  # of numbered sentences the beginning is asked for
        and key not in whole
        and not key.startswith(tuple(beginnings))
        and not key.endswith(tuple(endings))
    ]
    assert unused == []


def test_every_text_that_is_asked_for_exists() -> None:
    asked = {
        key: path.name
        for path in PACKAGE.rglob("*.py")
        for key in re.findall(r'\b(?:says|self)\(\s*"([^"{]+)"', path.read_text(encoding="utf-8"))
    }
    assert {key: file for key, file in asked.items() if key not in ENGLISH} == {}
    assert len(asked) > 100
    assert {key for _, key in (*RATIOS, *SHARES)} <= ENGLISH.keys()


# -- money on a page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "english", "german"),
    [
        (0.0, "€0", "0 €"),
        (812.4, "€812", "812 €"),
        (35_000.0, "€35,000", "35.000 €"),
        (555_678.0, "€556,000", "556.000 €"),
        (1_012_345.0, "€1,010,000", "1.010.000 €"),
        (-45_210.0, "−€45,200", "−45.200 €"),
        (float("nan"), "–", "–"),
    ],
)
def test_an_amount_is_rounded_to_three_digits_and_written_as_in_its_language(
    amount: float, english: str, german: str
) -> None:
    written = [language_of(code).amount(amount, "EUR").replace("\xa0", " ") for code in ("en", "de")]
    assert written == [english, german]


@pytest.mark.parametrize(
    ("amount", "english", "german"),
    [
        (0.0, "€0", "0 €"),
        (999.4, "€999", "999 €"),
        (24_660.0, "€24.7k", "24,7 T€"),
        (442_345.0, "€442k", "442 T€"),
        (999_960.0, "€1M", "1 Mio. €"),
        (1_012_345.0, "€1.01M", "1,01 Mio. €"),
        (-2_500_000_000.0, "−€2.5bn", "−2,5 Mrd. €"),
        (float("inf"), "–", "–"),
    ],
)
def test_a_mark_has_a_short_amount(amount: float, english: str, german: str) -> None:
    written = [language_of(code).short_amount(amount, "EUR").replace("\xa0", " ") for code in ("en", "de")]
    assert written == [english, german]


@pytest.mark.parametrize(
    ("currency", "english", "german"),
    [
        ("USD", "$442k", "442 T$"),
        ("GBP", "£442k", "442 T£"),
        ("JPY", "¥442k", "442 T¥"),
        ("CHF", "CHF 442k", "442 Tsd. CHF"),
        ("XYZ", "XYZ 442k", "442 Tsd. XYZ"),
        ("CAD", "CA$442k", "442 Tsd. CA$"),
    ],
)
def test_a_currency_has_its_symbol_or_its_code(currency: str, english: str, german: str) -> None:
    written = [language_of(code).short_amount(442_000, currency).replace("\xa0", " ") for code in ("en", "de")]
    assert written == [english, german]


def test_no_amount_is_broken_over_two_lines() -> None:
    for code in ("en", "de"):
        says = language_of(code)
        for currency in (*SYMBOLS, "CHF"):
            written = [says.amount(-1e6, currency), says.short_amount(1e6, currency), says.length(3.0), says.share(0.5)]
            assert not any(" " in one for one in written)


def test_what_is_added_has_a_sign_and_nothing_has_none() -> None:
    says = language_of("en")
    assert [says.signed_amount(one, "EUR") for one in (5.0, -5.0, 0.0, 0.3, -0.3)] == ["+€5", "−€5", "€0", "€0", "€0"]
    assert [says.signed_length(one).replace("\xa0", " ") for one in (1.0, -0.5, 0.0)] == [
        "+1 month",
        "−0.5 months",
        "0 months",
    ]
    assert [says.signed(one, 1) for one in (0.05, 0.04, -0.04, -0.06)] == ["+0.1", "0", "0", "−0.1"]
    assert [says.signed_points(one, 0) for one in (0.006, 0.004, -0.006)] == ["+1 points", "0 points", "−1 points"]
    assert [says.signed_points(one) for one in (0.0006, 0.0004)] == ["+0.1 points", "0 points"]
    assert says.signed_length(math.inf) == says.length(math.inf) == "–"


def test_after_the_number_one_a_unit_is_one() -> None:
    def told(belief: cm.Belief, code: str) -> str:
        return believed(belief, texts(code), language_of(code))

    months = cm.Belief(value=1, unit="month")
    assert [told(months, code) for code in ("en", "de")] == ["1 month", "1 Monat"]
    assert told(cm.Belief(value=1.5, unit="month"), "de") == "1,5 Monate"
    assert told(cm.Belief(p10=0.5, p90=1, unit="month"), "de") == "0,5 bis 1 Monat in 8 von 10 Fällen"
    assert told(cm.Belief(min=1, mode=2, max=3, unit="person"), "de") == "1 bis 3 Personen, am wahrscheinlichsten 2"
    assert told(cm.Belief(value=21, unit="EUR"), "de") == "21 €"


def test_german_has_one_word_for_one_thing() -> None:
    """The words of docs/vocabulary.md; what was said otherwise is gone from the whole edition."""
    gone = r"\bTor\b|Horizont\b|Aktivität|ganze[ns]? Leben\b|[Uu]ntätig|(Budget|Termin|[Bb]eides) gehalten"
    assert {key: text for key, text in language_of("de").texts.items() if re.search(gone, text)} == {}


@pytest.mark.parametrize("amount", [0, 7, 1_234, 35_000, 1_234_567, 10**10])
def test_an_amount_is_read_with_a_space_between_the_thousands_and_without(amount: int) -> None:
    assert read_money(f"{amount:_}".replace("_", " "), "EUR") == read_money(str(amount), "EUR") == amount


def test_what_is_no_amount_is_refused_in_words() -> None:
    for typed in ("", "a lot", "-5", "1,2,3", "1e", "nan", "inf", "<b>5</b>", "9" * 40, "5 USD", "=1+1", "€", "k"):
        with pytest.raises(ValueError, match="is not an amount of money; type it like"):
            read_money(typed, "EUR")
        with pytest.raises(ValueError, match="ist kein Geldbetrag; schreiben Sie ihn wie"):
            read_money(typed, "EUR", "de")


def test_a_text_is_cut_at_a_word() -> None:
    assert cut("one two three", 9) == "one two…"
    assert cut("one", 9) == "one"
    assert cut("x" * 20, 9) == "x" * 9 + "…"


@given(st.sampled_from(spoken_languages()), st.floats(min_value=0, max_value=1e10))
def test_what_a_language_writes_is_read_back(says: Language, value: float) -> None:
    whole = round(value)
    assert read_money(says.exact_amount(whole, "EUR"), "EUR", says) == whole
    assert read_money(says.number(whole), "EUR", says) == whole
    assert read_money(says.money(whole, "CHF", exact=True), "CHF", says) == whole
    assert read_number(says.number(whole), says) == whole
    assert read_number(says.plain(value, 2), says) == pytest.approx(value, abs=0.0051, rel=1e-9)
    assert read_money(says.short_amount(value, "USD"), "USD", says) == pytest.approx(value, rel=0.051, abs=0.51)
    assert read_number(written_number(value, says), says) == pytest.approx(value, rel=0.01, abs=0.0051)


@pytest.mark.parametrize(
    ("code", "typed", "told"),
    [
        ("en", "80.000", "“80.000” can be read in two ways; type 80 or 80,000."),
        ("en", "12.345", "“12.345” can be read in two ways; type 12.3450 or 12,345."),
        ("de", "80,000", "„80,000“ lässt sich auf zwei Arten lesen; geben Sie 80 oder 80.000 ein."),
    ],
)
def test_what_another_language_would_write_so_is_refused_with_both_readings(code: str, typed: str, told: str) -> None:
    for read in (lambda: read_number(typed, code), lambda: read_money(typed, "EUR", code)):
        with pytest.raises(ValueError, match=r"two ways|zwei Arten") as caught:
            read()
        assert str(caught.value) == told
    assert read_number(typed, {"en": "de", "de": "en"}[code]) > 1_000  # there it is how thousands are written
