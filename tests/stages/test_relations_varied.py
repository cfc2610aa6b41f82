"""Relations as articles on many topics word them: each text gives these among its claims, and not those."""

from collections.abc import Callable

import pytest

GIVES = {
    # Where things are and happen.
    "Firefighters reached the Greek island of Samos.": "Samos is located in Greece.",
    "The Swiss town of Chur was flooded.": "Chur is located in Switzerland.",
    "A blaze that broke out on Monday on the Spanish island of La Palma is out.": "There was a blaze on the Spanish island of La Palma on 15 January 2024.",
    "The trial of the mayor opened in Lima on Monday.": "The trial of the mayor took place in Lima on 15 January 2024.",
    "The tremor was felt in Chur, in the canton of Graubunden.": "Chur is located in Graubünden.",
    "Heavy rains ravaged parts of southern Peru in 2010.": "Heavy rains ravaged parts of southern Peru in 2010.",
    # When events were.
    "A hearing, scheduled for June 12, was announced.": "It is expected that there will be a hearing on 12 June 2024.",
    "The trial is set for 9 September.": "It is expected that there will be a trial on 9 September 2024.",
    "The vote was postponed until June.": "It is expected that there will be a vote in June 2024.",
    "A run-off on 7 July looks likely.": "It is expected that there will be a run-off on 7 July 2024.",
    "On 18 February a referendum will decide whether Russian becomes a second language.": "On 18 February 2024, a referendum will decide whether Russian becomes a second language.",
    "An earthquake killed 40 people in 2015.": "An earthquake killed 40 people in 2015.",
    "Twelve people died in a stampede in Lagos on Monday.": "There was a stampede in Lagos on 15 January 2024.",
    "A ceasefire took effect on 27 November.": "A ceasefire started on 27 November 2023.",
    "Cyclone Freddy made landfall in Malawi on 12 March 2023.": "Cyclone Freddy took place in Malawi on 12 March 2023.",
    "A quake struck off the coast of Vanuatu on Monday.": "A quake struck off the coast of Vanuatu on 15 January 2024.",
    "Twelve miners died in an explosion at a coal mine.": "Twelve miners died in an explosion at a coal mine.",
    "A fire on Sicily killed two people.": "A fire on Sicily killed two people.",
    "The explosion at the port of Beirut on 4 August 2020 killed 218 people.": "There was an explosion at the port of Beirut on 4 August 2020.",
    # Who holds and held which office, and is with which body.
    "Prosecutor Aleida Soto opposes the plea deal.": "Aleida Soto is a prosecutor.",
    "Ana Bo, dean of the law school, resigned.": "Ana Bo was dean of the law school.",
    "Ana Bo, who teaches physics at Uppsala University, led the study.": "Ana Bo teaches at Uppsala University.",
    # What bodies are part of, and who founded them when.
    "Eurostat, the statistical office of the European Union, counts people.": "Eurostat is part of the European Union.",
    "The Harvest Party's founder, Ana Bo, resigned.": "The Harvest Party was founded by Ana Bo.",
    # Several objects, each with its own time.
    "Romania joined NATO in 2004 and the EU in 2007.": "Romania joined the European Union in 2007.",
    "Russia invaded Georgia in 2008 and Ukraine in 2022.": "Russia invaded Ukraine in 2022.",
    "Chile signed the treaty and the pact in 1991.": "Chile signed the pact in 1991.",
    # Who is for and against what.
    "Shareholders voted against the merger.": "Shareholders voted against the merger.",
    "The Green Party went over to the president.": "The Green Party supported the president.",
    "The Labour Party's Mary Bo sang.": "Mary Bo is a member of the Labour Party.",
    "Burkina Faso, Mali and Niger formed the Sahel Alliance in 2023.": "The Sahel Alliance was formed by Mali in 2023.",
    "The observatory, built in 1965 by the University of Lima, is old.": "The observatory was built in 1965.",
    "The museum opened in 1990.": "The museum was opened in 1990.",
    "Ana Bo heads the physics department.": "The physics department is headed by Ana Bo.",
    "Stellantis was formed in 2021.": "Stellantis was formed in 2021.",
    "Leila Haddad, daughter of the poet Samir Haddad, sang.": "Samir Haddad is a parent of Leila Haddad.",
    "Police met Radu Pop, an ex-minister, on Monday.": "Radu Pop is an ex-minister.",
    # Languages.
    "Latvia is small. Latvian, the sole official language, is old.": "Latvian is an official language of Latvia.",
    "Tea is grown in Malawi. The official language is English.": "English is an official language of Malawi.",
    "Residents use Latgalian, which some regard as a dialect of Latvian.": "Latgalian are a variant of Latvian.",
    # What is done to whom.
    "Mali's junta leader, Assimi Goita, seized power in August 2020.": "Assimi Goita ruled Mali in August 2020.",
    "Fighting between government forces and rebel groups killed thousands.": "Government forces fought against rebel groups.",
    "An al-Qaida affiliate claimed the bombing of the hotel.": "An al-Qaida affiliate claimed responsibility for the bombing of the hotel.",
    "Thousands of protesters marched in Tbilisi against the law.": "Thousands of protesters marched against the law.",
    "Ghana beat Egypt on Saturday.": "Ghana beat Egypt on 13 January 2024.",
    "The bombardment of Aleppo by government forces went on.": "Government forces bombarded Aleppo.",
    "The leader was shot dead by Kenyan police on 3 March.": "Kenyan police killed the leader on 3 March 2023.",
    "Rebels of the M23, backed by Rwanda, took the town.": "Rebels of the M23 took the town.",
    "Peru withdrew from the treaty in 2010.": "Peru withdrew from the treaty in 2010.",
}
GIVES_NOT = {
    "Ferrari driver Luca Bianchi withdrew from the Monaco race.": "Luca Bianchi withdrew from Monaco.",
    "Fighters crossed into Syria in October.": "Fighters migrated to Syria in October 2023.",
    "The hearing was postponed on Monday.": "There was a hearing on 15 January 2024.",
    "The observatory, built in 1965 by the University of Lima, is old.": "The University of Lima was built in 1965.",
    "The Bank of Peru opened a branch in 1990.": "The Bank of Peru was opened in 1990.",
    "The retailer filed for bankruptcy in June and ceased trading.": "The retailer ceased to exist in June 2023.",
    "Lima, home to 3,000 people, burned.": "3,000 people migrated to Lima.",
    "Russia invaded Georgia in 2008 and Ukraine in 2022.": "Russia invaded Ukraine in 2008.",
    "The agreement ended the war in 1990.": "The agreement ended in 1990.",
    "Parliament abolished the tax in 1990.": "Parliament was abolished in 1990.",
    "Kelantan, a state in Malaysia, is governed by the party PAS.": "PAS ruled Malaysia.",
    "Fighting with the Taliban and the army has killed 70 people.": "The army fought against the Taliban.",
    "The war killed 40 people in 2015.": "The war took place in 2015.",
}


@pytest.mark.parametrize(("text", "expected"), GIVES.items())
def test_what_is_stated_is_told(texts: Callable[..., list[str]], text: str, expected: str) -> None:
    assert expected in texts(text, "relation")


@pytest.mark.parametrize(("text", "wrong"), GIVES_NOT.items())
def test_what_is_not_stated_is_not_told(texts: Callable[..., list[str]], text: str, wrong: str) -> None:
    assert wrong not in texts(text, "relation")
