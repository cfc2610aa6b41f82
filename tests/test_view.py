"""The reading view: what it drops, how it labels, and that every offset leads back."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import view

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)
PIECES = st.lists(
    st.sampled_from([
        "The army took Herat. ", "In 1997.Though ", "**bold**", "[link](http://a.b/c)", "![alt](x.png)", "&amp;", "&nbsp;",
        "<p>", "</p>", "<br/>", "<li>", "<!-- x", "-->", "<script>", "</script>", "\n", "\n\n", "\r\n", "\t", "\u00ad", "\u200b",
        "\ufeff", "\ud800", "e\u0301", "שלום", "مرحبا", "# ", "- ", "> ", "---", "===", "Read more from us", "by Ann Lee",
        "a", "A", "1", ".", "*", "_", "`", "[", "]", "(", ")", "\\", "\u200d", "👩\u200d🚀", "\u2028", "\x00", "x" * 1200,
    ]),
    max_size=40,
).map("".join)  # fmt: skip
TEXTS = st.one_of(ANY_TEXT, PIECES)


def blocks(text: str) -> list[tuple[str, str]]:
    seen = view.read(text)
    return [(block.label, seen.text[block.start : block.end]) for block in seen.blocks]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("<LI>_<BR>=")
def test_every_view_character_leads_back_in_order(text: str) -> None:
    seen = view.read(text)
    reached = 0
    for position, char in enumerate(seen.text):
        start, end = seen.original(position, position + 1)
        assert 0 <= reached <= start <= end <= len(text)
        if end - start == 1 and not text[start].isspace() and char != "\ufffd":
            assert text[start] == char
        reached = start


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_blocks_are_ordered_and_hold_everything_but_the_spaces_between(text: str) -> None:
    seen = view.read(text)
    position = 0
    for block in seen.blocks:
        assert position <= block.start < block.end <= len(seen.text)
        assert seen.text[position : block.start].strip(" ") == ""
        assert block.label != "furniture"
        assert seen.text[block.start : block.end] == seen.text[block.start : block.end].strip()
        position = block.end
    assert seen.text[position:].strip(" ") == ""
    assert "\n" not in seen.text
    seen.text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_a_range_comes_back_from_the_document(text: str, data: st.DataObject) -> None:
    seen = view.read(text)
    start = data.draw(st.integers(0, len(seen.text)))
    end = data.draw(st.integers(start, len(seen.text)))
    low, high = seen.original(start, end)
    assert 0 <= low <= high <= len(text)
    again = seen.rewritten(low, high)
    written = seen.text[start:end].strip(" ")
    assert written in seen.text[again[0] : again[1]] or low == high


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(1, 50))
def test_parts_say_the_same_at_the_same_places(text: str, longest: int) -> None:
    seen = view.read(text)
    parts = list(seen.parts(longest))
    assert [(b.label, p.text[b.start : b.end], p.original(b.start, b.end)) for p in parts for b in p.blocks] == [
        (b.label, seen.text[b.start : b.end], seen.original(b.start, b.end)) for b in seen.blocks
    ]


@pytest.mark.parametrize(
    "text, written, quote",
    [
        ("By **mid-2016**, five years on, they won.", "mid-2016", "mid-2016"),
        ("The *Kyiv Post* said so.", "Kyiv Post", "Kyiv Post"),
        ("The [finance ministry](https://mof.example/x_(y)) raised rates.", "finance ministry raised", "finance ministry](https://mof.example/x_(y)) raised"),
        ("Debt rose to 5&nbsp;percent of GDP.", "5 percent", "5&nbsp;percent"),
        ("Smith &amp; Sons fired 20 people.", "Smith & Sons", "Smith &amp; Sons"),
        ("Bo\u00adliv\u00adia owes money.", "Bolivia", "Bo\u00adliv\u00adia"),
        ("It fell by \u200b12 percent.", "by 12", "by \u200b12"),
        ("The war ended in 1997.Though it did, it went on.", "Though it did", "Though it did"),
        ("Growth slowed.[3] Debt rose.", "slowed. Debt", "slowed.[3] Debt"),
        ("The party won 12 \\(of 30\\) seats.", "12 (of 30) seats", "12 \\(of 30\\) seats"),
        ("They left the\ncapital in May.", "the capital", "the\ncapital"),
        ("A long and bloody intra-\nIslamist war began, in which pro-\nand anti-government forces died.", "intra-Islamist war began, in which pro- and", "intra-\nIslamist war began, in which pro-\nand"),
        ("They left the\n\ncapital in May.", "the capital", "the\n\ncapital"),
        ("<p>Seoul voted <b>twice</b>.</p>", "voted twice.", "voted <b>twice</b>."),
        ("Use of 5*3*2 files stays.", "5*3*2", "5*3*2"),
        ("snake_case_name stays as it is.", "snake_case_name", "snake_case_name"),
        ("See www.report.example/2016.Final for more.", "2016.Final", "2016.Final"),
        ("Gen.Dostum fled the country.", "Gen.Dostum", "Gen.Dostum"),
        ("Troops left the U.S.The army stayed.", "U.S. The army", "U.S.The army"),
        ("The fort fell in 1990.U.S. forces left.", "1990. U.S. forces", "1990.U.S. forces"),
        ("He spoke (in May).“We go,” he said.", "May). “We go", "May).“We go"),
        ("The U.S.A. team won.", "The U.S.A. team won.", "The U.S.A. team won."),
        ("He “want[s] to go”, she said.[a] It rained.", "want[s] to go”, she said. It", "want[s] to go”, she said.[a] It"),
        ("The U.S.Army left the country.", "U.S.Army", "U.S.Army"),
    ],
)  # fmt: skip
def test_markup_goes_and_the_quote_stays_exact(text: str, written: str, quote: str) -> None:
    seen = view.read(text)
    start = seen.text.index(written)
    low, high = seen.original(start, start + len(written))
    assert text[low:high] == quote


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Why Bolivia Owes So Much\n\nby Ana Rojas - March 3, 2021\n\nBolivia owes a lot of money.\n\nA Long Story\n\nIt began in 1980.\n",
            [("title", "Why Bolivia Owes So Much"), ("byline", "by Ana Rojas - March 3, 2021"), ("paragraph", "Bolivia owes a lot of money."),
             ("heading", "A Long Story"), ("paragraph", "It began in 1980.")],
        ),
        (
            "# Seoul votes\n\nBy Kim Min-ji, Reuters\nPublished: 2024-04-10 09:30\n\nSEOUL, April 10 (Reuters) - Voters chose a parliament.\n\n## Turnout\nIt was 67 percent.\n",
            [("title", "Seoul votes"), ("byline", "By Kim Min-ji, Reuters"), ("byline", "Published: 2024-04-10 09:30"),
             ("byline", "SEOUL, April 10 (Reuters) -"), ("paragraph", "Voters chose a parliament."), ("heading", "Turnout"), ("paragraph", "It was 67 percent.")],
        ),
        (
            "Exports fell for three reasons:\n\n- Prices fell.\n- Ports were closed.\n\n1. First came the flood.\n2. Then the strike.",
            [("paragraph", "Exports fell for three reasons:"), ("list", "Prices fell."), ("list", "Ports were closed."),
             ("list", "First came the flood."), ("list", "Then the strike.")],
        ),
        (
            "The parliament of the Republic of Moldova voted on Tuesday to raise the\nminimum wage. The opposition left the hall. Its leader said that the\nvote had been illegal.\n\nThe law takes effect in June of next year, four months before the general\nelection is due.",
            [("paragraph", "The parliament of the Republic of Moldova voted on Tuesday to raise the minimum wage. The opposition left the hall. Its leader said that the vote had been illegal."),
             ("paragraph", "The law takes effect in June of next year, four months before the general election is due.")],
        ),
        (
            "While the population under age 15 is shrinking fast, the youth cohort\n- ages 15-24 - is the largest in the history of the country and will\ngrow.",
            [("paragraph", "While the population under age 15 is shrinking fast, the youth cohort - ages 15-24 - is the largest in the history of the country and will grow.")],
        ),
        (
            "The trans-border links and the cross-border raids in Badakhshan and in the cross-\nborder areas led to a long period of insta-\nbility. This instability lasted.",
            [("paragraph", "The trans-border links and the cross-border raids in Badakhshan and in the cross-border areas led to a long period of instability. This instability lasted.")],
        ),
        (
            "Inflation was 12 percent.\n\n[\\(click to enlarge\\)](#)\n\nShare this article\n\nPhoto: Jane Doe/Reuters\n\nIt fell later.\n\nAuthor: Jane Doe\n\n[Read more from this author](#)",
            [("paragraph", "Inflation was 12 percent."), ("caption", "Photo: Jane Doe/Reuters"), ("paragraph", "It fell later.")],
        ),
        (
            "Menu\nNews\nSport\n\nQuito signs a loan of $2 billion\nPublished\n1 May 2019\nShare\nclose panel\nImage source, Ana Roe\nBy Jo Lee\nBusiness reporter\n"
            "Ecuador has agreed to a loan.\n\nWhat is it for?\n\nIt pays for roads.\n\nRelated Topics\nEcuador\nTrade\n© 2019 The Paper. It is not responsible for other sites.",
            [("title", "Quito signs a loan of $2 billion"), ("byline", "1 May 2019"), ("caption", "Image source, Ana Roe"), ("byline", "By Jo Lee"),
             ("byline", "Business reporter"), ("paragraph", "Ecuador has agreed to a loan."), ("heading", "What is it for?"), ("paragraph", "It pays for roads.")],
        ),
        (
            "---\ntitle: \"A New Law\"\ntags: [a, b]\ndate: 2022-09-06\n---\n\n![A crowd](c.jpg)\n\nChile voted.[^1]\n\n| Yes | 38 |\n|-----|----|\n\n> Turnout was high.\n\n[^1]: So says the office.",
            [("title", "A New Law"), ("byline", "2022-09-06"), ("caption", "A crowd"), ("paragraph", "Chile voted."), ("paragraph", "Turnout was high."),
             ("list", "So says the office.")],
        ),
        (
            "<h1>Zambia Pays</h1><p>It paid <a href=\"x\">$6&nbsp;billion</a>.</p><ul><li>Copper rose 5&#37;.</li></ul><script>f('<p>')</script>",
            [("title", "Zambia Pays"), ("paragraph", "It paid $6 billion."), ("list", "Copper rose 5%.")],
        ),
        ("The allies in the\n\n[\\(click to enlarge\\)](#)\n\nnorth were a threat.", [("paragraph", "The allies in the north were a threat.")]),
        ("GAZA/JERUSALEM, Jan. 9 (Reuters) - It rained.\n\nIt stopped.", [("byline", "GAZA/JERUSALEM, Jan. 9 (Reuters) -"), ("paragraph", "It rained."), ("paragraph", "It stopped.")]),
        ("Malawi has 20 million people\nZambia has 19 million people", [("paragraph", "Malawi has 20 million people"), ("paragraph", "Zambia has 19 million people")]),
        ("The river is 300 km long.A dam holds it back.", [("paragraph", "The river is 300 km long."), ("paragraph", "A dam holds it back.")]),
        ("Kenya shares a border with Somalia", [("paragraph", "Kenya shares a border with Somalia")]),
        ("Share prices fell by 12 percent on Monday.", [("paragraph", "Share prices fell by 12 percent on Monday.")]),
        ("Subscribers left the company in 2020 and its revenue fell.", [("paragraph", "Subscribers left the company in 2020 and its revenue fell.")]),
        ("  \n\n ", []),
        ("", []),
    ],
)  # fmt: skip
def test_blocks_are_labelled(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    "title", ["January 6 committee votes to refer the case", "Three reporters killed in a strike", "Editors jailed in Turkey", "What Is Peru Waiting For?", "Gen. Dostum Flees", "By-election lost", "5 charts on debt"]
)  # fmt: skip
def test_titles_are_no_bylines(title: str) -> None:
    assert blocks(f"{title}\n\nBy Ann Lee\n\nIt rained on Monday.")[0] == ("title", title)


@pytest.mark.parametrize(
    "byline",
    ["By Ann Lee and Jo Roe", "by Ann Lee, Reuters", "BY ANN LEE", "Ann Lee, Bloomberg", "Written by Ann de la Roe | Special to The Paper", "Political editor, The Paper", "Jan. 6, 2023 at 5:04 p.m. EST",
     "Published January 6, 2023", "Fri 6 Jan 2023 10.00 GMT", "Updated: 2023-01-06T10:00", "January 6, 2023 | Lima", "Correspondent in Lima", "Reuters", "6th January, 2023 — Updated 3 hours ago"],
)  # fmt: skip
def test_bylines_are_known(byline: str) -> None:
    assert blocks(f"A Hard Rain\n\n{byline}\n\nIt rained on Monday.")[1] == ("byline", byline)


@pytest.mark.parametrize(
    "sentence",
    [
        "Research by the central bank of Ghana shows that prices fell.",
        "Written by hand in 1789, the constitution was never changed.",
        "More in Kenya than in Uganda died of the disease.",
        "Join them they did, and the war began in 1914.",
        "Comments by the minister of finance moved the market on Monday.",
        "Photographs of the massacre were shown in court in 2004.",
        "By 2016 the army held twelve of the provinces.",
        "Share prices in Lagos fell by 12 percent.",
        "Editing by the censors began in 1939 and ended in 1945.",
        "Copyright law was reformed by parliament in 1988.",
        "Tags on the animals showed that they had travelled 300 miles.",
    ],
)
def test_sentences_are_no_furniture(sentence: str) -> None:
    text = f"The vote was on Monday.\n\n{sentence}\n\nIt rained."
    assert ("paragraph", sentence) in blocks(text)


@pytest.mark.parametrize(
    "line",
    [
        "Share", "Share this article", "Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Subscribe now", "Read more from this author on example.org", "Author: Ann Lee",
        "(click to enlarge)", "Click here to subscribe to our daily newsletter.", "Facebook Twitter Email", "5 min read", "1,204 shares", "* * *", "————", "All rights reserved.",
        "(Reporting by Ann Lee in Lima; Editing by Jo Roe and Al Doe)", "Reporting by Ann Lee, additional reporting by Jo Roe; editing by Al Doe.", "https://example.org/a?b=c",
        "Related stories", "You may also like", "Tags: Peru, economy", "© 2023 The Paper. All rights reserved.", "This article was originally published in The Paper.",
        "Sign up for our newsletter to get the week's best stories.", "Associated Press writer Jo Roe contributed to this report.", "Follow Ann Lee on Twitter: @annlee", "desk@example.org",
    ],
)  # fmt: skip
def test_furniture_goes(line: str) -> None:
    assert blocks(f"The vote was on Monday.\n\n{line}\n\nIt rained in Lima.") == [
        ("paragraph", "The vote was on Monday."),
        ("paragraph", "It rained in Lima."),
    ]


@pytest.mark.parametrize(
    "piece", ["A ", "a, ", "and A ", "By A, ", "Reporting by A ", "/AP ", "1 May ", "(", "x ", "LA ", "Photo: "]
)
def test_no_pattern_hangs_on_a_short_line(piece: str) -> None:
    start = time.perf_counter()
    for size in range(150, 200, 7):
        view.read(f"It rained.\n\n{(piece * 100)[:size]}\n\n{(piece * 100)[: size - 1]}#\n\nIt rained.")
        view.read(f"{(piece * 100)[:size]}!#\n\nIt rained.")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "byline, published",
    [
        ("by Ann Lee - January 9, 2023", "2023-01-09"),
        ("9 Sept. 2001", "2001-09-09"),
        ("2023-01-09", "2023-01-09"),
        ("Published 25/12/2020", "2020-12-25"),
        ("Published 05/12/2020", None),
        ("Published February 30, 2020", None),
    ],
)
def test_the_date_of_publication_is_read_from_the_byline(byline: str, published: str | None) -> None:
    assert view.read(f"Cabinet Falls\n\n{byline}\n\nThe cabinet of Peru fell on Monday.").published == published


@pytest.mark.parametrize(
    "piece", ["word ", "a", "(", "[", "[a](", "<a ", "**a", "<!-- ", "&amp;", "a\n\n", "a\n", "- ", "1997.Though ", "\\[", "[![", "`", "[[a]"]
)  # fmt: skip
def test_reading_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        view.read(text)
        return time.perf_counter() - start

    seconds(1000)
    small, large = seconds(20_000), seconds(160_000)
    # Quadratic time would be 64 times as much.
    assert large < 24 * small + 0.5


def test_no_sentence_is_longer_than_a_parser_takes() -> None:
    seen = view.read("word " * 5_000 + "The army left. " * 2_000 + "x" * 50_000)
    assert max(b.end - b.start for b in seen.blocks) <= view.LONGEST_BLOCK
    assert seen.blocks[-1].end == len(seen.text)
