"""Who says what stands in the blocks behind "X said:", and where that ends."""

import pytest

import pipeline

# (text, phrase of a statement, who says so: None for the author of the text)
WORDS = [
    (
        "Speaking today Ms Lena Karlsson said:\n\nThe harbour lost two ferries in May.\n\nWe repaired the pier.",
        {"lost": "Ms Lena Karlsson", "repaired": "Ms Lena Karlsson"},
    ),
    (
        "The head of the bank, Ana Bo, said:\n\nThe bank lost two clients. I closed the branch.",
        {"lost": "Ana Bo", "closed": "Ana Bo"},
    ),
    (
        "Lena Karlsson released the following statement on Monday:\n\n“The harbour lost two ferries.\n\n“The city bought a crane.”\n\n"
        "The paper sold many copies.",
        {"lost": "Lena Karlsson", "bought": "Lena Karlsson", "sold": None},
    ),
    (
        "“The harbour lost two ferries,” Lena Karlsson said. “The storm destroyed the pier.\n\n“The city bought a crane.”",
        {"lost": "Lena Karlsson", "destroyed": "Lena Karlsson", "bought": "Lena Karlsson"},
    ),
    (  # it is over where the speaker is named
        "The minister said:\n\nThe harbour lost two ferries.\n\nFollowing the visit the minister opened a school.",
        {"lost": "The minister", "opened": None},
    ),
    (
        "Lena Karlsson wrote:\n\nThe harbour lost two ferries. I saw the storm.\n\nHe later bought a crane.",
        {"lost": "Lena Karlsson", "later bought": None},
    ),
    (
        "Lena Karlsson wrote:\n\nThe harbour lost two ferries. I saw the storm.\n\nBo Ek told reporters that the city bought a crane.",
        {"lost": "Lena Karlsson", "bought": "Bo Ek"},
    ),
    (
        "Lena Karlsson said:\n\nThe harbour lost two ferries.\n\nThe full report can be found on the page. The city bought a crane.",
        {"lost": "Lena Karlsson", "bought": None},
    ),
    (
        "# The storm of May\n\nLena Karlsson said:\n\nThe harbour lost two ferries.\n\n## The city\n\nThe city bought a crane.",
        {"lost": "Lena Karlsson", "bought": None},
    ),
    (  # two blocks more at most without "I" and "we"
        "Lena Karlsson said:\n\nThe harbour lost ferries.\n\nThe city bought a crane.\n\nThe bank sold a pier.\n\nThe school opened a shop.",
        {"lost": "Lena Karlsson", "sold": "Lena Karlsson", "opened": None},
    ),
    (
        "Lena Karlsson said:\n\nThe mayor kept his word. The harbour lost two ferries.",
        {"kept": "Lena Karlsson", "lost": "Lena Karlsson"},
    ),
    ("The letter read:\n\nThe harbour lost two ferries.", {"lost": "The letter"}),
    (  # the title says whose statement it is
        "# Statement by Minister Lena Karlsson on the Harbour\n\nI visited the city. The harbour lost two ferries.",
        {"visited": "Minister Lena Karlsson", "lost": "Minister Lena Karlsson"},
    ),
    (  # an interview
        "# Ana Bo, founder of Sol, interviewed\n\nAna Bo founded the bank in Peru.\n\nWhen did you leave Peru?\n\n"
        "The army burned the village. I left Peru.\n\n## The bank\n\nThe city bought a crane.",
        {"founded": None, "burned": "Ana Bo", "left": "Ana Bo", "bought": None},
    ),
    (  # a record of a talk
        "Lena Karlsson: The harbour lost two ferries.\n\nAna Bo: The city bought a crane.\n\nLena Karlsson: The bank sold a pier.",
        {"lost": "Lena Karlsson", "bought": "Ana Bo", "sold": "Lena Karlsson"},
    ),
    ("There are three things you should know:\n\nThe harbour lost two ferries.", {"lost": None}),
    ("That said, the city differs in many ways:\n\nThe harbour lost two ferries.", {"lost": None}),
]


@pytest.fixture(scope="module")
def read():
    reader = pipeline.load()
    return lambda text: list(pipeline.extract(text, kinds=["statement"], pipeline=reader, language="en"))


@pytest.mark.parametrize(("text", "speakers"), WORDS)
def test_words_behind_an_announcement_are_of_the_one_announced(read, text, speakers):
    said = {c.predicate.text: c.attribution for c in read(text)}
    found = {verb: source and source.source and source.source.text for verb, source in said.items() if verb in speakers}
    assert found == speakers


def test_who_speaks_by_an_office_is_told_by_it(read):
    text = "Following the visit the minister said:\n\nI met many farmers. We must leave Peru."
    told = [c.bare_text for c in read(text)]
    assert "The minister met many farmers, by their own account." in told
    assert "The minister and others must leave Peru, by their own account." in told


def test_we_of_a_text_by_a_country_is_that_country(read):
    text = "# Attacks in Lima\n\nThe United States strongly condemns the attack in Lima. We closed two banks."
    told = [c.bare_text for c in read(text)]
    assert "We (the United States) closed two banks." in told


def test_i_of_a_statement_is_whom_its_title_names(read):
    text = "# Statement by Minister Lena Karlsson on the Harbour\n\nI visited Lima. The harbour lost two ferries."
    assert "Minister Lena Karlsson visited Lima, by their own account." in [c.bare_text for c in read(text)]
