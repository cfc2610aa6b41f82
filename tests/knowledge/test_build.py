"""The fields of the reference are read as their many editions write them."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from pipeline.errors import ResourceError
from pipeline.knowledge import sources
from pipeline.knowledge.base import KnowledgeBase
from pipeline.knowledge.build import build
from pipeline.knowledge.build_countries import nouns
from pipeline.knowledge.build_leaders import person
from pipeline.knowledge.build_peoples import items
from pipeline.knowledge.build_places import written

TITLES = frozenset(
    {"gnu", "interim", "lt", "gen", "president", "prime", "minister", "king", "col", "leader", "of", "the"}
)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Afghan(s)", [("singular", "Afghan"), ("plural", "Afghans")]),
        ("Chinese (singular and plural)", [("singular", "Chinese"), ("plural", "Chinese")]),
        ("Faroese (sing., pl.)", [("singular", "Faroese"), ("plural", "Faroese")]),
        (
            "Antiguan(s), Barbudan(s)",
            [("singular", "Antiguan"), ("plural", "Antiguans"), ("singular", "Barbudan"), ("plural", "Barbudans")],
        ),
        ("none", []),
        ("NA", []),
    ],
)
def test_nouns_of_nationality(text: str, forms: list[tuple[str, str]]) -> None:
    assert nouns(text) == forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tajik 64.9%, Uzbek 25%, other 6.6%", [("Tajik", 64.9), ("Uzbek", 25.0), ("other", 6.6)]),
        ("50% Pashtun, 12-15% Hazara", [("Pashtun", 50.0), ("Hazara", 13.5)]),
        ("Moldavian/Romanian 64.5%", [("Moldavian", 0.0), ("Romanian", 0.0)]),
        ("Pashtun (Pathan) 15.42%", [("Pashtun", 15.42), ("Pathan", 0.0)]),
        ("Czech 94%, note: Slovaks too", [("Czech", 94.0)]),
    ],
)
def test_items_of_a_list(text: str, found: list[tuple[str, float]]) -> None:
    assert items(text) == found


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("President Emomali RAHMON", ("Emomali Rahmon", "Rahmon")),
        ("Prime Minister MELES Zenawi", ("Meles Zenawi", "Meles")),
        ("King MSWATI III", ("Mswati III", "Mswati")),
        ("Leader Col. Muammar Abu Minyar al-QADHAFI", ("Muammar Abu Minyar al-Qadhafi", "al-Qadhafi")),
        ("GNU Interim Prime Minister Abd-al-Hamid DUBAYBAH", ("Abd-al-Hamid Dubaybah", "Dubaybah")),
        ("President Idriss DEBY Itno, Lt. Gen.", ("Idriss Deby Itno", "Deby")),
        ("the president", ("", "")),
    ],
)
def test_persons(who: str, name: tuple[str, str]) -> None:
    assert person(who, TITLES) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [("AHAGGAR MTS.", "Ahaggar Mountains"), ("GULF OF ADEN", "Gulf of Aden"), ("Niger Delta", "Niger Delta")],
)
def test_map_labels(label: str, name: str) -> None:
    assert written(label) == name


@pytest.mark.parametrize(
    ("name", "gap"),
    [("R publique du Congo", True), ("Asunci n", True), ("Charles de Gaulle", False), ("Muammar al-Qadhafi", False)],
)
def test_names_that_lost_letters(name: str, gap: bool) -> None:
    assert sources.has_gap(name) is gap


def write_reference(folder: Path) -> None:
    (folder / "factbook").mkdir(parents=True)
    (folder / "natural-earth").mkdir()
    for edition, adjective in ((2000, "Ruritanian"), (2012, "Ruritanian")):
        fields = {
            "Nationality": f"noun: {adjective}(s) adjective: {adjective}",
            "Ethnic groups": "Strelsau 50%, Zenda 40%, Oriental 10%",
            "Capital": "name: Streslau City geographic coordinates: 1 00 N",
            "Land boundaries": "total: 10 km border countries (1): France 10 km",
        }
        row = {"edition": edition, "code": "RU", "country": "Ruritania", "fields": fields}
        with gzip.open(folder / "factbook" / f"{edition}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
    codes = {
        "ISO3166-1-Alpha-2": "RR",
        "CLDR display name": "Ruritania",
        "wikidata_id": "x/Q1",
        "is_independent": "Yes",
        "Capital": "",
        "ISO4217-currency_alphabetic_code": "RRR",
        "ISO4217-currency_name": "Rassendyll",
    }
    france = {
        **codes,
        "ISO3166-1-Alpha-2": "FR",
        "CLDR display name": "France",
        "wikidata_id": "x/Q142",
        "Capital": "Paris",
    }
    write_csv(folder / "country-codes.csv", [codes, france])
    earth = folder / "natural-earth"
    write_csv(earth / "countries.csv", [{"name": "Ruritania", "iso2": "RR"}])
    write_csv(
        earth / "admin1.csv", [{"name": "Hentzau", "country_iso2": "RR", "country": "Ruritania", "adm1_code": "1"}]
    )
    place = {
        "name": "Zenda",
        "local_name": "",
        "alternate_names": "Zenda Town, Hentzau",
        "admin1": "Hentzau",
        "country_iso2": "RR",
        "wikidata": "Q2",
        "population": "100",
    }
    write_csv(earth / "places.csv", [place])
    for name in ("regions", "rivers-lakes", "seas"):
        write_csv(
            earth / f"{name}.csv",
            [{"name": "Gulf of Elphberg", "alternate_names": "", "class": "gulf", "local_name": ""}],
        )


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_build_reads_every_source_and_repeats_itself(tmp_path: Path) -> None:
    write_reference(tmp_path / "reference")
    counts = build(tmp_path / "reference", tmp_path / "a").counts
    build(tmp_path / "reference", tmp_path / "b")
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    kb = KnowledgeBase(tmp_path / "a")
    first = {
        s: kb.candidates(s)[0].entity.id
        for s in ("Ruritania", "Ruritanians", "Strelsau", "Hentzau", "Gulf of Elphberg")
    }
    assert first == {
        "Ruritania": "country:RR",
        "Ruritanians": "country:RR",
        "Strelsau": "ethnic_group:strelsau",
        "Hentzau": "division:rr-hentzau",
        "Gulf of Elphberg": "gulf:gulf-of-elphberg",
    }
    assert kb.candidates("Oriental") == []  # what people look like is no people
    assert [c.entity.id for c in kb.candidates("Hentzau")] == ["division:rr-hentzau"]  # no second name of a town in it
    assert kb.borders("country:RR") == {"country:FR"}
    assert counts["entities country"] > 2


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="Factbook"):
        build(tmp_path, tmp_path / "out")
