"""Numbers that state nothing by themselves."""

import pytest


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        ("Trade between the two neighbours collapsed.", 2, False),
        ("The other three mines stay closed.", 3, False),
        ("These five ministers resigned.", 5, False),
        ("The five members of the court resigned.", 5, True),
        ("Two neighbours closed their borders.", 2, True),
        ("The blast killed the two guards.", 2, True),
        ("Two months later the mine closed.", 2, False),
        ("The bank cut rates three days earlier.", 3, False),
        ("The war in Chad lasted three years.", 3, True),
        # when or how often something happened
        ("Five days before his death, Luis Bo wrote a letter.", 5, False),
        ("In the past 24 hours, rebels held their positions.", 24, False),
        ("After nearly 20 minutes, the crew was rescued.", 20, False),
        ("The war in Chad ended after three years.", 3, True),
        ("Peru votes every five years.", 5, True),
        ("Air Bo flies to Lima 5 days per week.", 5, False),
        ("Bo runs factories in Peru (3 in Lima) and Chile.", 3, False),
        ("Peru lost 1 – 2 to Chile.", 2, False),
        ("In the 90th minute, Peru made a change.", 90, False),
        ("Rebels fought on so that one day Peru would be free.", 1, False),
    ],
)
def test_a_number_that_takes_up_what_was_said_or_tells_the_time_is_no_statistic(claims, text, number, told):
    assert any(claim[3] == number for claim in claims(text)) is told
