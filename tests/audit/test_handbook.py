"""The cases of the European SDC handbook, chapter 5, as releases: the attacker wins, not on the safe twin.

Source: github.com/sdcTools/HandbookSDC, chapters/05. The numbers are the handbook's, the words ours.
"""

from tests.audit.cells import Row, attacked, mean, share, step, ways

HOUSEHOLD = {"characteristic": "household"}
YOUNGEST = {"characteristic": "youngest_child"}


def test_a_single_small_cell_is_found_from_its_row_and_its_column() -> None:
    """Marital status x sex: 1 single man is hidden alone, beside 3 and 22."""
    rows = [mean("gellerup", 22), mean("gellerup", 17, category="single", **HOUSEHOLD)]
    found = attacked(*rows, mean("gellerup", None, category="couple", **HOUSEHOLD))
    assert "values" in ways(found)  # a group of five is no secret, but what it waited was
    rows = [mean("gellerup", 22), mean("gellerup", 21, category="single", **HOUSEHOLD)]
    found = attacked(*rows, mean("gellerup", None, category="couple", **HOUSEHOLD))
    assert "differences" in ways(found)


def test_its_complement_hides_it() -> None:
    """Divorced 4 and single 1 hidden together are five: one of the two is any of one to four."""
    of_area = [mean("gellerup", 22), mean("gellerup", 17, category="0-5", **YOUNGEST)]
    hidden = [mean("gellerup", None, category=band, **YOUNGEST) for band in ("6-11", "12-17")]
    assert attacked(*of_area, *hidden).wins == ()


def test_six_of_six_and_five_of_six_give_themselves_away() -> None:
    """6/0 and 5/1: the share that is left when the shown groups are subtracted is one of none, or one."""
    shown = [share("gellerup", 50.0, 30), share("gellerup", 37.5, 24, category="single", **HOUSEHOLD)]
    found = attacked(*shown, share("gellerup", None, None, category="couple", **HOUSEHOLD))
    assert {"bounds"} <= ways(found)  # 15 of 30 less 9 of 24: six of six
    shown = [share("gellerup", 46.7, 30), share("gellerup", 37.5, 24, category="single", **HOUSEHOLD)]
    found = attacked(*shown, share("gellerup", None, None, category="couple", **HOUSEHOLD))
    assert {"differences", "bounds"} <= ways(found)  # 14 less 9: five of six, and one who is not


def test_two_areas_that_differ_by_one_household() -> None:
    """Both pass any threshold, their difference is one family."""
    both = [mean("all", 63, areas="gellerup+omraade_a"), mean("gellerup", 62)]
    found = attacked(*both, mean("omraade_a", None))
    assert {"differences", "values"} <= ways(found)
    assert attacked(
        mean("all", 72, areas="gellerup+omraade_a"), mean("gellerup", 62), mean("omraade_a", 10)
    ).passed


def test_three_linked_tables_isolate_one_woman() -> None:
    """49 work in A, 102 live in A, 22 do both: here, a band, a reading and their total leave one family."""
    rows = [*step("gellerup", "1", 21, 49), *step("gellerup", "2", 27, 49), *step("gellerup", "3", None, 49)]
    found = attacked(*rows)
    assert any(win.category == "3" and "1" in win.way for win in found.wins)


def test_two_sets_of_bands_differ_by_one_person() -> None:
    """Under 20 and 20-39 against under 25 and 25-39: cohorts and years of joining are such bands."""
    years = [mean("gellerup", 20, category=year, characteristic="intake_year") for year in ("2019", "2020")]
    cohorts = [mean("gellerup", 44, cohort="project"), mean("gellerup", None, cohort="permanent")]
    late = [mean("gellerup", None, category="2021", characteristic="intake_year")]
    late += [mean("gellerup", 6, category="2024", characteristic="intake_year")]
    found = attacked(mean("gellerup", 50), *years, *cohorts, *late)
    assert "differences" in ways(found)  # 44 - 20 - 20 = 4 joined the project in 2021


def test_means_beside_counts_leak_sums() -> None:
    """Means x their n are sums: the withheld group's follows, by subtraction."""
    rows = [mean("gellerup", 40, 9.0), mean("gellerup", 20, 8.0, category="single", **HOUSEHOLD)]
    found = attacked(*rows, mean("gellerup", None, category="couple", **HOUSEHOLD))
    assert "values" in ways(found)
    assert attacked(rows[0], *_both_hidden()).passed


def _both_hidden() -> list[Row]:
    return [mean("gellerup", None, category=one, **HOUSEHOLD) for one in ("single", "couple")]


def test_areas_of_62_12_and_3_families() -> None:
    """The third area is in no total; with it in one, the other two subtracted leave its three families."""
    shown = [mean("gellerup", 62), mean("omraade_a", 12), mean("omraade_b", None)]
    assert attacked(*shown, mean("shown_areas", 74, areas="gellerup+omraade_a"), mean("all", None)).passed
    found = attacked(*shown, mean("all", 77, areas="gellerup+omraade_a+omraade_b"))
    assert {"differences", "values"} <= ways(found)
