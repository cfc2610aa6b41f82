"""The CaRB score: words shared part by part, the best pairs for precision, the best cover for recall."""

import pytest

from pipeline.training.carb import Tuple, match, pairs, read, score

GOLD = Tuple.of("taught at", ["Rodan", "the University", "in 1970"])


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        (Tuple.of("taught at", ["Rodan", "the University", "in 1970"]), 1.0, 1.0),
        (Tuple.of("taught", ["Rodan", "at the University"]), 4 / 5, 4 / 7),
        (Tuple.of("taught at", ["the University", "Rodan"]), 2 / 5, 2 / 7),
        (Tuple.of("left", ["Rodan", "the University"]), 0.0, 0.0),
        (Tuple.of("taught at", ["Rodan"]), 0.0, 0.0),
    ],
)
def test_words_are_matched_part_by_part(found, precision, recall):
    assert match(GOLD, found) == pytest.approx((precision, recall))


def test_be_stands_for_its_forms_and_saying_has_two_orders():
    assert match(Tuple.of("was", ["Lima", "the capital"]), Tuple.of("be", ["Lima", "the capital"]))[0] == 1.0
    assert match(Tuple.of("said", ["He", "it rains"]), Tuple.of("said", ["it rains", "He"])) == (1.0, 1.0)


def test_a_gold_tuple_takes_one_prediction_for_precision():
    twice = [(0.9, GOLD), (0.8, GOLD)]
    both, best = score([[GOLD]], [twice]), score([[GOLD]], [twice[:1]])
    assert (best.precision, best.recall, best.f1) == (1.0, 1.0, 1.0)
    assert both.f1 == 1.0 and both.threshold == 0.9
    assert list(pairs([[(1.0, 1.0), (1.0, 1.0)]], [0, 1])) == [(0, 0, 1.0)]


def test_the_area_falls_with_what_is_missed():
    other = Tuple.of("left", ["Rodan", "the University"])
    assert score([[GOLD, other]], [[(0.9, GOLD)]]).auc == pytest.approx(0.5)
    assert score([[GOLD]], [[]]).f1 == 0.0


def test_sentences_are_read_with_all_their_tuples(tmp_path):
    path = tmp_path / "carb.tsv"
    path.write_text("It ( A ) rains .\trains\tIt\nIt -LRB- A -RRB- rains .\tfalls\tIt\thard\n", encoding="utf-8")
    (sentence,) = read(path)
    assert sentence.gold == (Tuple.of("rains", ["It"]), Tuple.of("falls", ["It", "hard"]))
