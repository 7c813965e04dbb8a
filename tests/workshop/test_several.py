"""What the last chapter of the notebook shows of several initiatives is what their estimate has."""

import numpy as np
import pytest

from costmodel.language.grammar import three_digits
from costmodel.language.language import language_of
from costmodel.workshop.several import level_table, people_table, worked_example


@pytest.fixture(scope="module")
def example():
    return worked_example(language_of("en"), 512)


def test_each_at_its_own_level_has_enough_for_all_together(example) -> None:
    table, est = level_table(example), example.est
    assert list(table.index[:-1]) == [example.called(name) for name in est]
    own, enough = table.iloc[-1]
    assert own == three_digits(sum(est[name].quantile(0.8, "to_go_live") for name in est))
    assert enough == three_digits(est.quantile(0.8, "to_go_live"))
    assert own > enough


def test_the_sum_of_what_each_asks_for_is_kept_more_often_than_each(example) -> None:
    # what the solution says: eight at 80 % are together far above 80 %
    each = sum(example.est[name].quantile(0.8, "to_go_live") for name in example.est)
    assert np.mean(example.est.to_go_live <= each) > 0.9


def test_who_is_waited_for_most_stands_first_and_one_more_saves_with_an_error(example) -> None:
    table = people_table(example)
    assert table.index[0] == "Data engineer"
    assert len(table) == 3
    saving = example.more_of("data_engineer").saving
    assert table.iloc[0, 1].startswith(example.says.amount(saving, "EUR"))
