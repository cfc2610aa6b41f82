"""The shipped knowledge base knows what a name may mean."""

import time

import pytest

from pipeline import resources
from pipeline.knowledge.base import KnowledgeBase, load


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load()


@pytest.mark.parametrize(
    ("surface", "id_", "how"),
    [
        ("Afghanistan", "country:AF", "name"),
        ("AFGHANISTAN", "country:AF", "name"),
        ("Afghans", "country:AF", "plural"),
        ("Afghan", "country:AF", "demonym_adjective"),
        ("Tajikistani", "country:TJ", "demonym_adjective"),
        ("Tajiks", "ethnic_group:tajik", "plural"),
        ("Tajik", "ethnic_group:tajik", "name"),
        ("ethnic Pashtuns", "ethnic_group:pashtun", "plural"),
        ("PASHTUN", "ethnic_group:pashtun", "name"),
        ("Pathans", "ethnic_group:pashtun", "alias"),
        ("Uzbeks", "ethnic_group:uzbek", "plural"),
        ("Kurdish", "ethnic_group:kurd", "demonym_adjective"),
        ("Oromo", "ethnic_group:oromo", "name"),
        ("Russians", "country:RU", "plural"),
        ("Bolivian", "country:BO", "demonym_adjective"),
        ("Spaniards", "country:ES", "plural"),
        ("South Koreans", "country:KR", "plural"),
        ("Dari", "language:prs", "name"),
        ("Soviet Union", "country:SU", "name"),
        ("USSR", "country:SU", "alias"),
        ("Soviet", "country:SU", "demonym_adjective"),
        ("Czechoslovakia", "country:CSHH", "name"),
        ("Ohio", "division:us-ohio", "name"),
        ("Latin", "language:lat", "name"),
        ("Celts", "ethnic_group:celt", "plural"),
        ("Abd-al-Hamid Dubaybah", "person:abd-al-hamid-dubaybah", "name"),
        ("Zaire", "country:CD", "former"),
        ("Burma", "country:MM", "alias"),
        ("U.S.", "country:US", "alias"),
        ("UK", "country:GB", "alias"),
        ("Kabul", "city:af-kabul", "capital"),
        ("New York", "city:us-new-york-city", "alias"),
        ("British Columbia", "division:ca-british-columbia", "name"),
        ("Kabul's", "city:af-kabul", "capital"),
        ("Côte d’Ivoire", "country:CI", "alias"),
        ("the Democratic Republic of Congo", "country:CD", "alias"),
        ("Central Asia", "region:central-asia", "name"),
        ("Latin American", "region:latin-america", "demonym_adjective"),
        ("al-Qaida", "org:al-qaida", "name"),
        ("Al Qaeda", "org:al-qaida", "alias"),
        ("NATO", "org:nato", "alias"),
        ("WTO", "org:wto", "abbreviation"),
        ("Shia", "religion:shia", "demonym_adjective"),
        ("Emomali Rahmon", "person:emomali-rahmon", "name"),
        ("KARZAI", "person:hamid-karzai", "surname"),
        ("World War II", "event:world-war-ii", "name"),
        ("Amazon River", "river:amazon", "name"),
    ],
)
def test_first_candidate(kb: KnowledgeBase, surface: str, id_: str, how: str) -> None:
    first = kb.candidates(surface)[0]
    assert (first.entity.id, first.how) == (id_, how)


@pytest.mark.parametrize("surface", ["", "who", "us", "turkey", "Who", "Xyzzyq", "ethnic ", "the"])
def test_no_candidates(kb: KnowledgeBase, surface: str) -> None:
    assert kb.candidates(surface) == []


@pytest.mark.parametrize(
    ("surface", "ids"),
    [
        ("Georgia", {"country:GE", "division:us-georgia"}),
        ("Congo", {"country:CD", "country:CG"}),
        ("Korea", {"country:KR", "country:KP"}),
        ("Tajik", {"ethnic_group:tajik", "language:tgk", "country:TJ"}),
    ],
)
def test_ambiguous_names_keep_their_readings(kb: KnowledgeBase, surface: str, ids: set[str]) -> None:
    assert ids <= {c.entity.id for c in kb.candidates(surface)}


def test_priors_of_a_surface_sum_to_one(kb: KnowledgeBase) -> None:
    for surface in ("Georgia", "Russian", "Kabul", "San Jose", "Georgetown"):
        assert sum(c.prior for c in kb.candidates(surface)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("id_", "name", "type_", "wikidata"),
    [
        ("country:AF", "Afghanistan", "GPE", "Q889"),
        ("country:SU", "Soviet Union", "GPE", "Q15180"),
        ("ethnic_group:tajik", "Tajiks", "NORP", None),
        ("ethnic_group:pashtun", "Pashtuns", "NORP", None),
        ("language:prs", "Dari", "LANGUAGE", None),
        ("org:un", "United Nations", "ORG", "Q1065"),
    ],
)
def test_entities(kb: KnowledgeBase, id_: str, name: str, type_: str, wikidata: str | None) -> None:
    entity = kb.get(id_)
    assert entity is not None
    assert (entity.name, entity.type, entity.wikidata) == (name, type_, wikidata)


def test_unknown_ids_have_nothing(kb: KnowledgeBase) -> None:
    assert kb.get("country:ZZ") is None
    assert kb.country_of("country:ZZ") is None
    assert kb.borders("country:ZZ") == set()


@pytest.mark.parametrize(
    ("id_", "country"),
    [
        ("city:af-kabul", "country:AF"),
        ("country:AF", "country:AF"),
        ("person:hamid-karzai", "country:AF"),
        ("org:kremlin", "country:RU"),
    ],
)
def test_country_of(kb: KnowledgeBase, id_: str, country: str) -> None:
    found = kb.country_of(id_)
    assert found is not None
    assert found.id == country


def test_borders_hold_from_both_sides(kb: KnowledgeBase) -> None:
    pairs = [(a, b) for a in kb.ids("country") for b in kb.borders(a)]
    assert len(pairs) > 600
    # Ended states and their neighbours appear in different editions; today's list is symmetric.
    lonely = [(a, b) for a, b in pairs if a not in kb.borders(b)]
    assert len(lonely) <= 0.03 * len(pairs), lonely


def test_borders_of_afghanistan(kb: KnowledgeBase) -> None:
    assert {"country:PK", "country:IR", "country:TM", "country:UZ", "country:TJ", "country:CN"} <= kb.borders(
        "country:AF"
    )


@pytest.mark.parametrize(
    ("id_", "form", "word"),
    [
        ("country:AF", "plural", "Afghans"),
        ("country:TJ", "singular", "Tajikistani"),
        ("country:TJ", "old singular", "Tajik"),
        ("country:PL", "adjective", "Polish"),
        ("country:PL", "plural", "Poles"),
    ],
)
def test_demonyms(kb: KnowledgeBase, id_: str, form: str, word: str) -> None:
    assert word in kb.demonyms(id_)[form]


@pytest.mark.parametrize(("city", "country"), [("city:af-kabul", "country:AF"), ("city:ru-moscow", "country:RU")])
def test_capital_of(kb: KnowledgeBase, city: str, country: str) -> None:
    found = kb.capital_of(city)
    assert found is not None
    assert found.id == country


def test_almaty_is_a_former_capital(kb: KnowledgeBase) -> None:
    assert kb.capital_of("city:kz-almaty") is None


def test_every_independent_country_has_a_demonym_and_a_capital(kb: KnowledgeBase) -> None:
    capitals = {c for city in kb.ids("city") for c, _ in kb.related("capital_of", city)}
    states = [id_ for id_ in kb.ids("country") if kb.related("member_of", id_)]
    assert len(states) > 190
    without = [s for s in states if s not in capitals or not kb.demonyms(s)]
    assert len(without) <= 12, without


def test_leaders_come_with_country_and_editions(kb: KnowledgeBase) -> None:
    held = dict(kb.related("head_of_state", "country:TJ"))
    assert held["person:emomali-rahmon"].startswith("199")


def test_tables_are_small_and_load_fast() -> None:
    folder = resources.data("knowledge", "names.tsv.gz").parent
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 15e6
    start = time.perf_counter()
    fresh = KnowledgeBase(folder)
    assert fresh.candidates("Kabul")
    assert time.perf_counter() - start < 2  # 0.05 s on a quiet machine
