"""Results of companies, court cases and mergers as news agencies write them: each text gives these claims, and not those."""

from collections.abc import Callable

import pytest

GIVES = {
    # A percent sign belongs to its number, wherever that stands.
    "Sales fell 3.2% to 18.7 billion crowns in April.": "Sales fell 3.2% to 18.7 billion crowns in April 2023.",
    "The deal was approved with a majority of 88% in May.": "The deal was approved with a majority of 88% in May 2023.",
    # Months before a noun get their year there, and an article no time that it does not belong to.
    "Exports from Peru rose in the April-June quarter.": "Exports from Peru rose in the April-June 2023 quarter.",
    "Profit fell to 2 million euros in 2023 from 3 million euros a year earlier, below the 4 million expected by banks.": (
        "Profit fell to 2 million euros in 2023 from 3 million euros in 2022."
    ),
    # A number stays where it is, and the time behind what it rose from is that of this.
    "The chain owes about 310 million to lenders.": "The chain owes about 310 million to lenders.",
    "Debt rose to 9.8 billion crowns in 2023, up from 8.1 billion at the end of 2022, after Volvo bought Torvani.": (
        "Debt rose to 9.8 billion crowns in 2023, up from 8.1 billion at the end of 2022, after Volvo bought Torvani."
    ),
    # A name with "&" is one name; who will talk has not talked.
    "Mota & Reis, which filed for bankruptcy in 2019, was fined.": "Mota & Reis filed for bankruptcy in 2019.",
    "Talks between Chile and Peru are due to begin on June 3.": (
        "It is expected that Chile will take part in talks between Chile and Peru on 3 June 2024."
    ),
    # What something hangs on is told with it.
    "The deal, which was approved in May, was conditional on the scheme's trustees accepting a reduction in benefits.": (
        "The deal was conditional on the scheme's trustees accepting a reduction in benefits."
    ),
    # Who somebody is stands before the name, and "won" is money.
    "Brazilian miner Valdora posted net profit of $1.2 billion in May.": (
        "Brazilian miner Valdora posted net profit of $1.2 billion in May 2023."
    ),
    "The firm paid 20 billion won to Seoul.": "The firm paid 20 billion won to Seoul.",
    "The court fined Ana Bo 300 million won.": "The court fined Ana Bo 300 million won.",
    # What is a condition is not so yet.
    "Regulators cleared the deal on condition that Shell and Total sell four plants in Spain.": (
        "Shell should sell four plants in Spain."
    ),
    # Who does two things does the second to somebody else.
    "The judge ordered Salgado to pay back the bribes and barred him from office.": (
        "The judge barred Salgado from office."
    ),
    # What somebody is asked to do.
    "Ana Bo called on Peru to free the captain.": "Peru was asked to free the captain.",
    "Luis Bo got a sentence of three years.": "Luis Bo got a sentence of three years.",
}
GIVES_NOT = {
    "The bank owns 12.6% of the shares and controls 29.8% of the votes.": "The bank won 29.8% of the vote.",
    "Ana Bo called on Peru to free the captain.": "Ana Bo was to free the captain.",
    "Mota & Reis, which filed for bankruptcy in 2019, was fined.": "Mota filed for bankruptcy in 2019.",
    "The retailer owes about $310 million to lenders, including $145 million to Southern Bank.": (
        "The debt of the retailer is $145 million."
    ),
    "The Lisbon Court of Appeal also acquitted two of the seven other defendants, among them the former head of the "
    "state rail company, Teresa Vilar, who had been sentenced.": (
        "The seven other defendants are the former head of the state rail company."
    ),
    "Two people said private equity firm Tasman Partners and a consortium led by property developer Ian Cho were "
    "considering bids.": "A consortium was led by property developer.",
    "The court fined Ana Bo 300 million won.": "The court won 300 million.",
    # What makes somebody the first is said of nobody else.
    "Ana Bo became the first woman to be elected mayor of Lima.": "The first woman was elected mayor of Lima.",
    "Bo Lee became the first minister to be jailed since 1974.": "Bo Lee was jailed since 1974.",
    # Who declines to do something does not shrink, and a net debt is that of a company.
    "The Pension Fund, a shareholder with a 5.1% stake, declined to comment.": (
        "The Pension Fund has a growth rate of 5.1%."
    ),
    "Volvo has plants in Sweden. Net debt rose to 9.8 billion crowns.": "The debt of Sweden is 9.8 billion crowns.",
    "Luis Bo got a sentence of three years.": "A sentence lasted three years.",
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_what_agencies_write_is_told(texts: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert expected in texts(text)


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_what_agencies_do_not_write_is_not_told(texts: Callable[[str], list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text)
