"""What is counted, lasts or makes up a part in wordings of newspapers, through the whole pipeline."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "last" as a verb
        ("The exhibition will last four months.", ("duration", "The exhibition", None, 4, "mo")),
        ("The truce is to last 40 days.", ("duration", "The truce", None, 40, "d")),
        ("The bank has cash for three months of withdrawals.", ("duration", "The bank", "withdrawals", 3, "mo")),
        # places in a list, hyphens with spaces, ages wherever somebody lives
        ("The song peaked at number nine on the chart.", ("rank", "The song", "the chart", 9, "1")),
        ("Dragons reached number 35 on the Billboard Hot 100.", ("rank", "Dragons", "Billboard Hot 100", 35, "1")),
        ("Visitors took forty - one photographs in Lima.", ("count", "forty - one photographs", "Visitors", 41, "1")),
        ("Ana Bo, 61, lives in Peru.", ("age", "Ana Bo", None, 61, "a")),
        # places in a contest, and the contest
        ("Ana Bo took 2nd place in the Cairo Open.", ("rank", "Ana Bo", "Cairo Open", 2, "1")),
        ("Ana Bo finished the season in 12th place in Serie A this year.", ("rank", "Ana Bo", "Serie A", 12, "1")),
        ("Ana Bo appeared in the Lima Cup, finishing 4th in her group.", ("rank", "Ana Bo", "her group", 4, "1")),
        ("Kenya finished second at the Cairo Games.", ("rank", "Kenya", "Cairo Games", 2, "1")),
        ("Ana Bo's results include first place in the Oslo Open.", ("rank", "Ana Bo", "Oslo Open", 1, "1")),
        # more than half
        ("A majority of Swedes said trade was good.", ("share", "A majority of Swedes", "Swedes", 50, "%")),
        ("Women make up the majority of the staff.", ("share", "Women", "the staff", 50, "%")),
        # people who are only told to be others
        ("The landslide killed six people and injured 240 others.", ("injured", "240 others", None, 240, "1")),
        # what a noun calls a number
        ("The number of visitors to Petra rose to 1.2 million.", ("count", "visitors", None, 1.2e6, "1")),
        ("The number of burglaries in Porto fell from 912 to 804.", ("count", "burglaries", "Porto", 804, "1")),
        # plurals of what happens or of people
        ("Robberies rose by 9 percent, from 210 to 229.", ("count", "Robberies", None, 229, "1")),
        ("Deaths from cholera in Sudan fell from 900 to 340.", ("killed", "Deaths", "Sudan", 340, "1")),
        ("Customs officers made 712 seizures, the highest number since 2011.", ("rank", "712 seizures", None, 1, "1")),
        # what a copula does not say its subject to be
        ("The illness is mild in a third of patients.", ("share", "a third of patients", "patients", 33.33, "%")),
        # how high, how far, how long
        ("The peak, at 4,810 metres, is the highest in Europe.", ("elevation", "The peak", "Europe", 4810, "m")),
        ("The camp is 12 kilometres from the coast.", ("distance", "The camp", "the coast", 12, "km")),
        ("Chebet won the race in 2 hours 6 minutes 36 seconds.", ("duration", "Chebet", "the race", 2.11, "h")),
        ("The fleet reduced its catch by 900 kilograms.", ("statistic", "its catch", "The fleet", 900, "kg")),
        ("Gusts of 140 kilometres an hour uprooted trees.", ("statistic", "Gusts", None, 140, "km/h")),
        ("Workers laid a 210-kilometre cable.", ("length", "a 210-kilometre cable", "Workers", 210, "km")),
        # parts of what is a number itself
        ("Turnout was 64 percent of the 3 million eligible voters.", ("count", "the 3 million eligible voters", "Turnout", 3e6, "1")),
        ("Members have paid only a quarter of the $6 billion.", ("share", "Members", "the $6 billion", 25, "%")),
        # what stands beside a measure has none of it
        ("The club has debts of 2 billion kronor and cash of 300 million.", ("amount_of_money", "cash", "The club", 3e8, "SEK")),
        ("Chile has a coastline of 6,435 kilometres and 19 million inhabitants.", ("coastline_length", "Chile", None, 6435, "km")),
        ("Algeria is the largest country in Africa, with an area of 2.38 million square kilometres.", ("area", "Algeria", None, 2.38e6, "km2")),
        ("Silva took 52.3 percent of the vote to Costa's 47.7 percent.", ("vote_share", "Costa", None, 47.7, "%")),
        # points count nothing where they part two
        ("Polls give Okello a lead of five points.", ("statistic", "a lead", "Okello", 5, "1")),
        ("Curry scored 41 points.", ("count", "41 points", "Curry", 41, "1")),
        # parts of a whole
        ("The alliance won 61 of 120 seats.", ("count", "seats", "The alliance", 61, "1")),
        ("Only 14 of 52 clinics have electricity.", ("count", "clinics", "electricity", 14, "1")),
        ("The party lost half the seats.", ("share", "The party", "the seats", 50, "%")),
        ("Half the nurses resigned.", ("share", "Half the nurses", "the nurses", 50, "%")),
        ("Huawei has a market share of 18 percent.", ("share", "Huawei", "market", 18, "%")),
        ("Xerox's share of the market fell from 31 to 17 percent.", ("share", "Xerox", "the market", 17, "%")),
        # what an amount is of
        ("Gabon produced 4 million tonnes of manganese.", ("statistic", "Gabon", "manganese", 4e9, "kg")),
        # ages that bound people, and pounds that are paid
        ("Adults over 60 make up 22 percent of Chile's population.", ("age", "Adults", "Chile", 60, "a")),
        ("A driver's starting salary is 26,000 pounds.", ("amount_of_money", "A driver's starting salary", None, 26000, "GBP")),
        # verbs of growing with their particle
        ("Fares will go up by 7 percent.", ("growth_rate", "Fares", None, 7, "%")),
        # whose or of which body they are, before who does something with them
        ("Peru is to withdraw its remaining 900 troops in the near future.", ("count", "its remaining 900 troops", "Peru", 900, "1")),
        ("The bank froze the accounts of three Chilean traders.", ("count", "three Chilean traders", "Chilean", 3, "1")),
        ("Two senior clerks delayed a trip.", ("count", "Two senior clerks", None, 2, "1")),
        # how long it lasts or how many are in it, and not what it does
        ("The two-week strike cost the mines 40 ships.", ("duration", "The two-week strike", None, 2, "wk")),
        ("The three-judge panel took the decision on Monday.", ("count", "The three-judge panel", None, 3, "1")),
        ("Kenya is dry. Calves change their coats at eight months old.", ("age", "Calves", None, 8, "mo")),
        # what befell people, in the words of a noun or with "dead", and where
        ("In Lima, hundreds protested the killing of 52 farmers.", ("killed", "52 farmers", None, 52, "1")),
        ("He was tried for the shooting deaths of four shepherds in Chile.", ("killed", "four shepherds", "Chile", 4, "1")),
        ("Six miners were shot dead at rallies in Peru.", ("killed", "Six miners", "Peru", 6, "1")),
        ("A mine killed six farmers and wounded nine others in Puno.", ("killed", "six farmers", "Puno", 6, "1")),
        ("A mine killed six farmers and wounded nine others in Puno.", ("injured", "nine others", "Puno", 9, "1")),
        ("The death toll in five towns is more than 800.", ("count", "five towns", "The death toll", 5, "1")),
        # what is one of several is that one; complements and seasons last as long as their clause says
        ("The Aral Sea is one of the four lakes named after islands.", ("count", "Aral Sea", "lakes", 1, "1")),
        ("The book remained a classic textbook for two centuries.", ("duration", "The book", None, 200, "a")),
        ("Ana Bo played for the club for two seasons.", ("duration", "Ana Bo", "the club", 2, "1")),
        ("Tarma is located about 150 kilometres from the port.", ("distance", "Tarma", "the port", 150, "km")),
        # how far down a list something is at most
        ("The song peaked in the top ten in Peru.", ("rank", "The song", "Peru", 10, "1")),
        ("Ana Bo stayed in prison a week-and-a-half beyond her term.", ("duration", "Ana Bo", "prison", 1.5, "wk")),
        ("Peru hosted a three–day summit on water.", ("duration", "a three–day summit", "Peru", 3, "d")),
        ("Exports of tea brought in $90 million, 12 percent less than in 2018.", ("growth_rate", "Exports of tea", None, 12, "%")),
    ],
)  # fmt: skip
def test_a_number_is_of_what_it_counts(claims, text, expected):
    assert expected in claims(text)
