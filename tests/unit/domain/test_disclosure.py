"""The written cases of disclosure control hold as written, through the one way in."""

import domain.disclosure
from domain.disclosure import Sum, percentage, percentage_text, protect, shown


def test_the_table_of_cases_holds_as_written() -> None:
    single = {0: "0", 1: "fewer than 8", 5: "fewer than 8", 7: "fewer than 8", 8: "10", 12: "10"}
    single |= {13: "15", 17: "15", 18: "20", 22: "20"}
    assert {count: shown(count).text for count in single} == single
    assert (shown(3).text, percentage(shown(3), shown(40))) == ("fewer than 8", None)
    assert (shown(12).text, shown(98).text, percentage_text(shown(12), shown(98))) == ("10", "100", "10%")
    row = protect({"a": 3, "b": 9, "c": 14, "all": 26}, [Sum("all", ("a", "b", "c"))])
    assert [cell.text for cell in row.values()] == ["fewer than 8", "hidden", "15", "25"]


def test_everything_offered_is_there() -> None:
    assert all(hasattr(domain.disclosure, name) for name in domain.disclosure.__all__)
