"""References that users declare: read, compared, and refused with a reason."""

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.records import Argument, Claim, Entity
from pipeline.run import extract
from pipeline.verify.attach import attach
from pipeline.verify.declared import read

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "statistics-office.toml"
TEXT = "Kazakhstan had 19.5 million inhabitants. Uzbeks make up 20 percent of the population of Kyrgyzstan."


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    return list(extract(TEXT, published="2022-11-30", kinds=["statistic"]))


def test_the_documented_example_decides_before_the_factbook(claims: list[Claim]) -> None:
    found = {c.predicate.id: c.verification for c in attach(claims, [read(EXAMPLE)])}
    told = {p: (v.verdict, v.reference.source, v.reference.quote) for p, v in found.items() if v and v.reference}
    assert told == {
        "population": ("supported", "Statistics Office (example)", "Bulletin 2022, table 1"),
        "ethnic_share": ("contradicted", "Statistics Office (example)", "Census 2021, table 12"),
    }


def test_what_a_source_does_not_know_the_factbook_is_asked(claims: list[Claim], tmp_path: Path) -> None:
    source = write(tmp_path, "entity,year,value\nFrance,2022,68000000\n", 'measure = "population"')
    found = [c.verification for c in attach(claims, [read(source)])]
    assert {v.reference.source for v in found if v and v.reference} == {"CIA World Factbook"}


def test_things_unknown_to_the_knowledge_base_are_compared_by_name(claims: list[Claim], tmp_path: Path) -> None:
    source = write(tmp_path, "entity,year,value\nAcme Works,2022,500\n", 'measure = "count"')
    made = next(c for c in claims if c.predicate.id == "population")
    acme = Argument(text="Acme Works", start=0, end=1, entity=Entity(id="doc:acme-works", name="Acme Works"))
    value = made.value.model_copy(update={"amount": 500.0, "as_written": ()}) if made.value else None
    predicate = made.predicate.model_copy(update={"id": "count"})
    made = made.model_copy(update={"subject": acme, "value": value, "predicate": predicate})
    verdict = next(attach([made], [read(source)])).verification
    assert verdict is not None and verdict.verdict == "supported"


def test_parquet_says_the_same_as_csv(claims: list[Claim], tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"entity": ["Kazakhstan"], "year": [2022], "value": [19503159.0], "quote": ["row 1"]})
    parquet.write_table(table, tmp_path / "facts.parquet")
    from_parquet = write(tmp_path, None, 'measure = "population"', file="facts.parquet")
    one = [c.verification for c in attach(claims, [read(from_parquet)])]
    from_csv = write(tmp_path, "entity,year,value,quote\nKazakhstan,2022,19503159,row 1\n", 'measure = "population"')
    other = [c.verification for c in attach(claims, [read(from_csv)])]
    assert [v.model_copy(update={"reference": None}) for v in one if v] == [
        v.model_copy(update={"reference": None}) for v in other if v
    ]


def write(folder: Path, table: str | None, settings: str, file: str = "facts.csv") -> Path:
    if table is not None:
        (folder / file).write_text(table, encoding="utf-8")
    path = folder / "facts.toml"
    path.write_text(f'name = "Mine"\nfile = "{file}"\n{settings}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("table", "settings", "words"),
    [
        ("entity,year,value\nFrance,2022,many\n", 'measure = "population"', "row 2, value: 'many' is not a number"),
        ("entity,year,value\nFrance,soon,1\n", 'measure = "population"', "'soon' is not a year"),
        ("entity,year,value\nFrance,2022,1\n", "", "row 2 has no measure"),
        ("place,year,value\nFrance,2022,1\n", 'measure = "population"', "has no entity"),
        ("entity,year,value\n", 'measure = "population"', "holds no facts"),
        ("entity,year,value\nFrance,2022,1\n", "[colums]\nentity = 'x'", "unknown keys: colums"),
        ("entity,year,value\nFrance,2022,1\n", "[tolerance.population]\nabout_so = 1", "unknown keys: about_so"),
        (None, 'measure = "population"', "cannot be read as CSV"),
        ("entity,year,value\nFrance,2022,1\n", "measure =", "is not TOML"),
    ],
)
def test_errors_name_the_place(table: str | None, settings: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=words):
        read(write(tmp_path, table, settings))


def test_a_declaration_needs_name_and_file(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text('name = "Mine"\n', encoding="utf-8")
    with pytest.raises(SourceError, match="lacks file"):
        read(tmp_path / "facts.toml")
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "none.toml")
