"""Patterns that read lower case: twice as quick as IGNORECASE, so a capital letter in one is an error, not a silent miss."""

import pytest

from broadsheet_index.strip.lines import in_lower_case, whole_line


@pytest.mark.parametrize("pattern", ["Read more", r"\W*by [A-Z]\w+", "[À-Þ]"])
def test_a_pattern_that_could_never_match_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="capital"):
        in_lower_case(pattern)


@pytest.mark.parametrize("pattern", [r"\W*\S+\D\B", r"(?P<name>read) more", r"[à-þ]"])
def test_classes_and_names_of_groups_are_no_capitals(pattern: str) -> None:
    assert in_lower_case(pattern).pattern == pattern


def test_a_whole_line_is_what_is_said_and_marks_around_it() -> None:
    assert whole_line("read more", "menu").fullmatch("» read more…")
    assert not whole_line("read more", "menu").fullmatch("read more books")
