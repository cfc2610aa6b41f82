"""The words beside a name and the rest of the text decide what it means."""

import pytest

from pipeline.knowledge.base import load
from pipeline.knowledge.disambiguation import Reader
from pipeline.knowledge.sightings import Company, Sighting


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load())


def read(reader: Reader, *sightings: Sighting) -> list[str | None]:
    return [r.candidate.entity.id if r else None for r in reader.read(sightings)]


@pytest.mark.parametrize(
    ("sighting", "id_"),
    [
        (Sighting("Tajik", "NORP", after="language"), "language:tgk"),
        (Sighting("Tajik", "NORP", after="people"), "ethnic_group:tajik"),
        (Sighting("Korean", "NORP", company=Company(bare=True, noun=True)), "language:kor"),
        (Sighting("Chinese", "NORP", company=Company(bare=True, noun=True)), "country:CN"),
        (Sighting("Chinese", "NORP", company=Company(bare=True, noun=True, singular=True)), "language:zho"),
        (Sighting("Chinese", "NORP", company=Company(bare=True, within=True)), "language:zho"),
        (Sighting("Niger", "GPE", company=Company(article=True)), "river:niger"),
        (Sighting("Congo", "GPE", company=Company(article=True)), "country:CD"),
        (Sighting("Congo", "GPE", company=Company(article=True, waters=True)), "river:congo"),
        (Sighting("Jordan", "PERSON"), None),
        (Sighting("Tajik", None, after="speaking"), "language:tgk"),
        (Sighting("Russians", "NORP"), "country:RU"),
        (Sighting("Russians", "NORP", before="ethnic"), "ethnic_group:russian"),
        (Sighting("Russian", "NORP", after="government"), "country:RU"),
        (Sighting("English", "NORP", before="in", after="."), "language:eng"),
        (Sighting("Dari", "GPE"), "language:prs"),
        (Sighting("Afghans", "NORP"), "country:AF"),
        (Sighting("Jordan", "GPE"), "country:JO"),
        (Sighting("Taliban", "NORP"), "org:taliban"),
        (Sighting("Jordan", "PERSON", person=True), None),
        (Sighting("Washington", "GPE", before="eastern"), "division:us-washington"),
        (Sighting("Georgia", "GPE", company=Company(states=True)), "division:us-georgia"),
        (Sighting("French", "NORP", company=Company(article=True)), "country:FR"),
        (Sighting("Mali", "GPE", before="in", company=Company(bare=True, within=True)), "country:ML"),
        (Sighting("Kazakh", "NORP", after="oil", company=Company(thing=True)), "country:KZ"),
        (Sighting("Kazakh", "NORP", after="herders"), "ethnic_group:kazakh"),
        (Sighting("Kazakhs", "NORP", after="voted"), "country:KZ"),
        (Sighting("Bengali", "NORP", after="novels"), "language:ben"),
        (Sighting("French", "NORP", after="novels"), "country:FR"),
        (Sighting("Icelandic", "NORP", company=Company(bare=True, subject=True)), "language:isl"),
        (Sighting("Slovene", "NORP", before="in", after="."), "language:slv"),
        (Sighting("Maradi", "GPE"), "city:ne-maradi"),
        (Sighting("Niger State", "GPE"), "division:ng-niger"),
        (Sighting("Ashgabat", "ORG"), "city:tm-ashgabat"),
        (Sighting("Sara", "PERSON"), None),  # a given name, though a people and a language have it
        (Sighting("Sara", "NORP"), "ethnic_group:sara"),
        (Sighting("Sara", "PERSON", before="ethnic"), "ethnic_group:sara"),
        (Sighting("Karen", "PERSON"), None),
        (Sighting("Han", "PERSON", after="majority"), "ethnic_group:han-chinese"),
        (Sighting("Karen", "NORP", after="villages"), "ethnic_group:karen"),
        (Sighting("Kobe", "GPE", company=Company(bare=True)), "city:jp-kobe"),
        (
            Sighting("Bari", "GPE", before="from", after="to", company=Company(bare=True, noun=True)),
            None,
        ),  # no language
        (Sighting("Tuaregs", "GPE", company=Company(bare=True)), "ethnic_group:tuareg"),
        (Sighting("Rahmon", "PERSON"), None),  # a family name alone, in a text that speaks of no Tajikistan
        (Sighting("Massoud", "PERSON"), None),
    ],
)
def test_one_name(reader: Reader, sighting: Sighting, id_: str | None) -> None:
    assert read(reader, sighting) == [id_]


@pytest.mark.parametrize(
    ("others", "id_"),
    [
        (["Armenia", "Azerbaijan"], "country:GE"),
        (["Tbilisi"], "country:GE"),
        (["Alabama", "United States", "Florida", "Texas"], "division:us-georgia"),
        ([], "country:GE"),
    ],
)
def test_georgia(reader: Reader, others: list[str], id_: str) -> None:
    sightings = [Sighting("Georgia", "GPE"), *(Sighting(o, "GPE") for o in others)]
    assert read(reader, *sightings)[0] == id_


@pytest.mark.parametrize(
    ("other", "id_"), [("Brazzaville", "country:CG"), ("Kinshasa", "country:CD"), ("Rwanda", "country:CD")]
)
def test_congo(reader: Reader, other: str, id_: str) -> None:
    assert read(reader, Sighting("Congo", "GPE"), Sighting(other, "GPE"))[0] == id_


def test_a_town_before_a_comma_names_the_state(reader: Reader) -> None:
    sightings = [Sighting("Seattle", "GPE", listed=(1,)), Sighting("Washington", "GPE", before=",", listed=(0,))]
    assert read(reader, *sightings)[1] == "division:us-washington"


def test_a_leader_is_found_by_family_name_where_the_country_is_named(reader: Reader) -> None:
    assert read(reader, Sighting("Rahmon", "PERSON"), Sighting("Tajikistan", "GPE"))[0] == "person:emomali-rahmon"


def test_a_list_of_groups_makes_groups(reader: Reader) -> None:
    sightings = [
        Sighting("Kazakhs", "NORP", listed=(1,)),
        Sighting("Russians", "NORP", listed=(0, 2)),
        Sighting("Uzbeks", "NORP", listed=(1,)),
    ]
    assert read(reader, *sightings) == ["ethnic_group:kazakh", "ethnic_group:russian", "ethnic_group:uzbek"]


def test_a_province_is_that_of_the_country_spoken_of(reader: Reader) -> None:
    near = read(reader, Sighting("Kandahar", "GPE", after="province"), Sighting("Afghanistan", "GPE"))
    assert near[0] == "division:af-kandahar"


@pytest.mark.parametrize(
    ("sightings", "ids"),
    [
        (
            [Sighting("Albanians", "NORP", company=Company(sentence=(1,), located=(1,))), Sighting("Kosovo", "GPE")],
            ["ethnic_group:albanian", "country:XK"],
        ),
        (
            [Sighting("Albanians", "NORP", company=Company(sentence=(1,), located=(1,))), Sighting("Albania", "GPE")],
            ["country:AL", "country:AL"],
        ),
        (
            [Sighting("Congo", "GPE", company=Company(sentence=(1,), capital=True)), Sighting("Brazzaville", "GPE")],
            ["country:CG", "city:cg-brazzaville"],
        ),
        (
            [Sighting("Athens", "GPE", after=",", listed=(1,)), Sighting("Georgia", "GPE", before=",", listed=(0,))],
            ["city:us-athens", "division:us-georgia"],
        ),
        (
            [Sighting("Tbilisi", "GPE", after=",", listed=(1,)), Sighting("Georgia", "GPE", before=",", listed=(0,))],
            ["city:ge-tbilisi", "country:GE"],
        ),
        (  # "Tripoli, the second city of Lebanon"
            [Sighting("Tripoli", "GPE", company=Company(inside=(1,))), Sighting("Lebanon", "GPE")],
            ["city:lb-trablous", "country:LB"],
        ),
        (  # "Victoria, the Australian state", though the recogniser sees the Queen
            [Sighting("Victoria", "PERSON", company=Company(inside=(1,))), Sighting("Australian", "NORP")],
            ["division:au-victoria", "country:AU"],
        ),
        (
            [Sighting("Punjab", "GPE", after=",", listed=(1,)), Sighting("India", "GPE", before=",", listed=(0,))],
            ["division:in-punjab", "country:IN"],
        ),
        ([Sighting("Chad", "PERSON"), Sighting("Sudan", "GPE")], ["country:TD", "country:SD"]),
        ([Sighting("Chad", "PERSON", person=True), Sighting("Sudan", "GPE")], [None, "country:SD"]),
        (
            [
                Sighting("Oregon", "GPE", listed=(1,)),
                Sighting("Idaho", "GPE", before=",", listed=(0, 2)),
                Sighting("Washington", "GPE", before="and", listed=(1,)),
            ],
            ["division:us-oregon", "division:us-idaho", "division:us-washington"],
        ),
    ],
)
def test_names_of_one_clause(reader: Reader, sightings: list[Sighting], ids: list[str]) -> None:
    assert read(reader, *sightings) == ids
