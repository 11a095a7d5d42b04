"""Text repair: what becomes of hyphens at line ends, ligatures, spaces and list markers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.extract.text import (
    Vocabulary,
    clean,
    is_bullet,
    join_broken,
    join_cell,
    join_lines,
    marker,
    without_marker,
)

SYLLABLES = st.text(alphabet="abdefghklmnoprstuvwz", min_size=2, max_size=9)


SUSPENDING = {"en", "of", "tot", "als", "noch", "maar", "resp", "and"}


def vocabulary(*lines: str) -> Vocabulary:
    words = Vocabulary()
    for line in lines:
        words.add(line)
    return words


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("", "", ""),
        ("", "een", "een"),
        ("we planten", "bomen", "we planten bomen"),
        ("beter onder-", "wijs voor allen", "beter onderwijs voor allen"),
        ("zon-", "en windenergie", "zon- en windenergie"),
        ("voor-", "of naschoolse opvang", "voor- of naschoolse opvang"),
        ("in de BBC-", "plannen", "in de BBC-plannen"),
        ("actie AC-", "000123", "actie AC-000123"),
        ("de periode 2026-", "2031", "de periode 2026-2031"),
        ("naar Sint-", "Truiden", "naar Sint-Truiden"),
        ("voor niet-", "commerciële", "voor niet-commerciële"),
        ("een oud-", "strijder", "een oud-strijder"),
        ("een zacht\u00ad", "groen lint", "een zachtgroen lint"),
        ("een streepje -", "dan een zin", "een streepje - dan een zin"),
    ],
)
def test_lines_are_joined_as_dutch_is_broken(left: str, right: str, joined: str) -> None:
    assert join_broken(left, right) == joined


def test_the_document_itself_decides_when_it_writes_the_hyphen_elsewhere() -> None:
    assert join_broken("een oost-", "west verbinding", vocabulary("de oost-west as")) == "een oost-west verbinding"
    assert join_broken("een oost-", "west verbinding", vocabulary("de oostwest as")) == "een oostwest verbinding"


def test_a_vowel_clash_keeps_the_hyphen_of_a_known_first_word() -> None:
    assert join_broken("een auto-", "ongeluk", vocabulary("de auto rijdt")) == "een auto-ongeluk"
    assert join_broken("het ge-", "eigende", vocabulary("de auto rijdt")) == "het geeigende"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("ﬁets en ﬂat", "fiets en flat"),
        ("\u0132sbaan, b\u0133na", "IJsbaan, bijna"),
        ("a\u00a0b\u2003c\n d", "a b c d"),
        ("e\u0301e\u0301n", "één"),
        ("ge\u00admeente", "gemeente"),
        ("Sint\u2011Amel", "Sint-Amel"),
        ("\uf0b7 punt", "• punt"),
        ("de beek .", "de beek."),
        ("a\x07b", "ab"),
    ],
)
def test_text_is_cleaned(raw: str, text: str) -> None:
    assert clean(raw) == text


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(SYLLABLES, SYLLABLES)
def test_a_word_that_stands_whole_in_the_document_is_rejoined(first: str, second: str) -> None:
    assume(second not in SUSPENDING)
    words = vocabulary(f"het {first}{second} hier")
    assert join_broken(f"het {first}-", f"{second} hier", words).replace("-", "") == f"het {first}{second} hier"


@given(st.lists(st.text(alphabet="abc dé", min_size=1, max_size=20), max_size=6))
def test_joining_lines_loses_no_letter(lines: list[str]) -> None:
    assert join_lines(lines).replace(" ", "") == clean("".join(lines)).replace(" ", "")


@pytest.mark.parametrize(
    ("line", "mark", "bullet"),
    [
        ("", "", False),
        ("Het plan", "", False),
        ("• meer bomen", "• ", True),
        ("- meer bomen", "- ", True),
        ("-5 graden", "-", True),
        ("o deelactie", "o ", True),
        ("ondanks alles", "", False),
        ("a) eerst", "a) ", False),
        ("12. daarna", "12. ", False),
        ("2026 is lang", "", False),
    ],
)
def test_list_markers_are_seen(line: str, mark: str, bullet: bool) -> None:
    assert marker(line) == mark
    assert is_bullet(mark) == bullet


def test_only_bullets_are_taken_off() -> None:
    assert without_marker("• bomen") == "bomen"
    assert without_marker("2) bomen") == "2) bomen"


def test_a_cell_keeps_its_list_items_apart() -> None:
    assert join_cell(["We planten bo-", "men:", "• langs wegen", "en pleinen", "• in parken"]) == (
        "We planten bomen:\n• langs wegen en pleinen\n• in parken"
    )
