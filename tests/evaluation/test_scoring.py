"""Claims that say what gold says score 1, whatever else is emitted costs precision."""

import json

import pytest

from pipeline.errors import RecordError, SourceError
from pipeline.evaluation import below, read_floors, read_gold, score
from pipeline.records import Argument, Claim, DocumentRef, Evidence, Predicate, Producer, Qualifier, Time, Value

TEXT = "Pashtuns make up about 42 percent of Afghans.\r\nPakistan borders Afghanistan since 1893. Two wars followed.\n"
GOLD = [
    {
        "kind": "statistic", "predicate": "ethnic_share", "subject": ["Pashtuns"], "object": ["Afghanistan", "Afghans"],
        "value": {"kind": "percent", "amount": 42, "low": None, "high": None, "unit": "%", "approximate": True},
        "quote": "Pashtuns make up about 42 percent", "value_quote": "42 percent", "core": True,
        "alternatives": [{"predicate": "share"}],
    },
    {
        "kind": "relation", "predicate": "shares_border_with", "subject": ["Pakistan"], "object": ["Afghanistan"],
        "value": None, "time": "1893", "quote": "Pakistan borders Afghanistan", "core": True,
    },
    {
        "kind": "statistic", "predicate": "count", "subject": ["wars"], "object": None,
        "value": {"kind": "count", "amount": 2, "low": None, "high": None, "unit": "1"},
        "quote": "Two wars", "value_quote": "Two wars", "core": False,
    },
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "asia.txt").write_bytes(TEXT.encode())
    (tmp_path / "asia.gold.json").write_text(json.dumps({"doc": "asia", "claims": GOLD}))
    return tmp_path


def part(quote, model=Argument, **more):
    start = TEXT.index(quote)
    key = "quote" if model is Evidence else "text"
    return model(start=start, end=start + len(quote), **{key: quote}, **more)


def claim(kind, predicate, subject, obj=None, value=None, evidence=TEXT[:45], qualifiers=(), name="asia"):
    return Claim(
        id="x", proposition="x", kind=kind, text="x", confidence=1, checkworthiness=1,
        document=DocumentRef(id="d", uri=f"file:///{name}.txt", sha256=""),
        subject=part(subject), predicate=Predicate(id=predicate, label=predicate), object=part(obj) if obj else None,
        value=value, qualifiers=qualifiers, evidence=part(evidence, Evidence),
        producer=Producer(pipeline="0", model="m", rule="r"),
    )  # fmt: skip


def share(predicate="ethnic_share", amount=42, approximate=True, obj="Afghans"):
    value = part("42 percent", Value, kind="percent", amount=amount, unit="%", approximate=approximate)
    return claim("statistic", predicate, "Pashtuns", obj, value)


SINCE = Time(edtf="1893", earliest="1893-01-01", latest="1893-12-31")


def border(subject="Pakistan", obj="Afghanistan", qualifiers=()):
    return claim("relation", "shares_border_with", subject, obj, evidence="Pakistan borders", qualifiers=qualifiers)


def wars():
    value = part("Two", Value, kind="count", amount=2, unit="1")
    return claim("statistic", "count", "wars", None, value, evidence="Two wars followed.")


@pytest.mark.parametrize(
    "claims, statistics, relations",
    [
        ([], (0, 0), (0, 0)),
        ([share(), border()], (1, 1), (1, 1)),
        ([share(), share("count")], (0.5, 1), (0, 0)),
        ([share("share")], (1, 1), (0, 0)),
        ([share(obj=None)], (0, 0), (0, 0)),
        ([share(amount=43)], (0, 0), (0, 0)),
        ([share(), wars()], (1, 1), (0, 0)),
        ([border("Afghanistan", "Pakistan")], (0, 0), (1, 1)),
        ([border("Pakistan", "Pashtuns")], (0, 0), (0, 0)),
        ([claim("statement", "open", "Pashtuns")], (0, 0), (0, 0)),
        ([claim("relation", "shares_border_with", "Pakistan", "Afghanistan", name="europe")], (0, 0), (0, 0)),
    ],
)
def test_precision_and_recall(folder, claims, statistics, relations):
    scores = score(read_gold(folder), claims)
    figures = {kind: (f.precision, f.recall) for kind, f in scores.kinds.items()}
    assert figures == {"statistics": statistics, "relations": relations}


def test_partial_agreement_is_reported_by_slot(folder):
    scores = score(read_gold(folder), [share("count", approximate=False)])
    assert scores.as_dict()["slots"] == {"predicate": 0, "subject": 1, "object": 1}
    assert (scores.values.share, scores.qualified.share) == (1, 0)
    assert [note.split()[0] for note in scores.notes] == ["partly", "missed"]


@pytest.mark.parametrize(
    "qualifiers, share", [((), 0), ((part("since 1893", Qualifier, role="since", time=SINCE),), 1)]
)
def test_times_are_compared_by_overlap(folder, qualifiers, share):
    assert score(read_gold(folder), [border(qualifiers=qualifiers)]).times.share == share


def test_a_predicate_counts_gold_and_emitted_claims_under_their_own_names(folder):
    predicates = score(read_gold(folder), [share("share"), border()]).as_dict()["predicates"]
    assert predicates["ethnic_share"] == {"precision": 0, "recall": 1, "f1": 0, "gold": 1, "emitted": 0}
    assert predicates["share"]["precision"] == 1
    assert predicates["shares_border_with"]["f1"] == 1


def test_confidence_is_compared_with_the_share_that_is_right(folder):
    sure, doubtful = share(), share("count")
    claims = [sure.model_copy(update={"confidence": 0.85}), doubtful.model_copy(update={"confidence": 0.3}), border()]
    figures = score(read_gold(folder), claims).as_dict()["confidence"]
    assert figures == {
        "0.3": {"precision": 0, "emitted": 1},
        "0.8": {"precision": 1, "emitted": 1},
        "0.9": {"precision": 1, "emitted": 1},
    }


@pytest.mark.parametrize(
    "floors, failures",
    [
        ("[statistics]\nf1 = 1.0\n", []),
        ("[relations]\nrecall = 0.5\n", ["relations.recall is 0.000, below its floor 0.500"]),
        ("[predicates.ethnic_share]\nf1 = 0.9\n[values]\nrecall = 1.0\n", []),
    ],
)
def test_floors(folder, tmp_path, floors, failures):
    file = tmp_path / "floors.toml"
    file.write_text(floors)
    assert below(score(read_gold(folder), [share()]), read_floors(file)) == failures


@pytest.mark.parametrize("content", ["[statistics\n", "[statistics]\nf1 = 'high'\n", "[statistics]\nf2 = 0.5\n"])
def test_damaged_floors_are_refused(folder, tmp_path, content):
    file = tmp_path / "floors.toml"
    file.write_text(content)
    with pytest.raises(RecordError):
        below(score(read_gold(folder), []), read_floors(file))


@pytest.mark.parametrize(
    "change, error",
    [
        (lambda f: (f / "asia.txt").unlink(), SourceError),
        (lambda f: (f / "asia.gold.json").unlink(), SourceError),
        (lambda f: (f / "asia.gold.json").write_text("{}"), RecordError),
        (lambda f: (f / "asia.txt").write_text("Nothing of the kind."), RecordError),
    ],
)
def test_damaged_gold_is_refused(folder, change, error):
    change(folder)
    with pytest.raises(error, match=r"asia|gold"):
        read_gold(folder)
