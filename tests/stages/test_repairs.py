"""What each repair does to a tree: a row is the sentence as word/tag/head/relation, a word, and what it hangs on then."""

import pytest

from pipeline.stages import (
    adjunct_repair,
    apposition_repair,
    argument_repair,
    case_repair,
    clause_repair,
    conjunct_repair,
    fronted_repair,
    list_repair,
    number_repair,
    phrase_repair,
    relative_repair,
    title_repair,
)
from pipeline.stages.repairs import Repair, repair

PERSONS = ("Bo", "Li", "Vo", "Ho")
COUNCIL = "put/VBN/0/ROOT on/IN/4/case the/DT/3/det Council/NNP/0/obl list/NN/0/obl"
TOUBA = (
    "Touba/NNP/7/obl ,/,/0/punct the/DT/3/det city/NN/7/nsubj ,/,/5/punct leaders/NNS/3/appos have/VBP/7/aux "
    "backed/VBN/7/ROOT"
)
TURKEY = (
    "Turkey/NNP/6/nsubj ,/,/3/punct whose/WP$/3/nmod:poss offer/NN/5/dislocated Peru/NNP/5/nsubj refused/VBD/6/advcl "
    "pays/VBZ/6/ROOT"
)
FLOODS = "Floods/NNS/1/nsubj hit/VBD/1/ROOT banks/NNS/1/obj and/CC/6/cc shops/NNS/6/nsubj ,/,/6/punct hurting/VBG/1/advcl ten/CD/6/obj"
KILLED = "five/CD/2/nsubj:pass were/VBD/2/aux:pass killed/VBN/2/ROOT and/CC/4/cc six/CD/0/conj wounded/VBN/4/acl"
SAW = "saw/VBD/0/ROOT Bo/NNP/0/obj ,/,/3/punct Li/NNP/1/appos ,/,/5/punct Vo/NNP/1/conj and/CC/7/cc Ho/NNP/1/conj"
FRANCS = (
    "paid/VBD/0/ROOT francs/NNS/0/obj (/-LRB-/3/punct $/$/1/appos 9/CD/3/nummod )/-RRB-/3/punct a/DT/7/det "
    "month/NN/3/nmod:unmarked"
)
ALL_BUT = "All/DT/5/nsubj but/CC/2/cc two/CD/0/conj of/IN/4/case aides/NNS/2/nmod left/VBD/5/ROOT"
RAIDS = "Peru/NNP/1/nsubj widened/VBD/1/ROOT raids/NNS/1/obj today/NN/1/obl:unmarked on/IN/5/case rebels/NNS/2/nmod"
LESS = (
    "won/VBD/0/ROOT if/IN/2/mark held/VBN/0/advcl ,/,/5/punct four/CD/5/nummod points/NNS/0/obl:unmarked less/JJR/5/amod "
    "than/IN/8/case May/NNP/2/obl"
)
HURT = "killed/VBD/0/ROOT six/CD/2/nummod men/NNS/0/obj and/CC/6/cc hurt/VBN/6/amod two/CD/6/nummod others/NNS/2/conj"
LIMA = "homes/NNS/0/ROOT in/IN/2/case Lima/NNP/0/nmod ,/,/5/punct the/DT/5/det capital/NN/0/appos"
BORN = (
    "He/PRP/1/nsubj:pass born/VBN/1/ROOT in/IN/3/case Lima/NNP/1/obl ,/,/6/punct the/DT/6/det son/NN/3/appos "
    "of/IN/8/case Bo/NNP/6/nmod"
)
MOST = (
    "ten/CD/1/nummod people/NNS/8/obl ,/,/3/punct most/JJS/8/nsubj of/IN/5/case them/PRP/3/nmod in/IN/7/case Peru/NNP/3/nmod "
    "died/VBD/8/ROOT"
)
LOST = "mine/NN/0/obj lost/VBD/1/acl:relcl and/CC/4/cc sell/VBP/2/conj it/PRP/4/obj"
MARRIED = (
    "married/VBD/0/ROOT Bo/NNP/0/obj in/IN/3/case May/NNP/0/obl and/CC/8/cc ,/,/4/punct in/IN/7/case June/NNP/0/obl "
    "Vo/NNP/0/parataxis"
)
HELD = (
    "held/VBD/0/ROOT talks/NNS/0/obj and/CC/9/cc in/IN/4/case June/NNP/0/obl ,/,/7/punct after/IN/7/case noon/NN/4/nmod "
    ",/,/9/punct elected/VBN/7/acl Bo/NNP/9/obl:agent"
)
SON = (
    "led/VBN/0/ROOT by/IN/2/case Bo/NNP/0/obl:agent ,/,/5/punct whose/WP$/5/nmod:poss son/NN/2/appos "
    "was/VBD/7/aux:pass hurt/VBN/0/ccomp"
)
DRIVEN = (
    "men/NNS/0/ROOT who/WP/9/obj were/VBD/3/aux:pass driven/VBN/0/acl:relcl from/IN/5/case Lima/NNP/3/obl ,/,/9/punct "
    "which/WDT/9/nsubj:outer was/VBD/9/aux:pass besieged/VBN/0/acl:relcl"
)
KILLED_TEN = "that/WDT/5/nsubj killed/VBD/3/acl:relcl ten/CD/5/obj"
EVE = "eve/NN/0/ROOT of/IN/2/case battles/NNS/0/nmod ,/,/6/punct which/WDT/6/obj he/PRP/6/nsubj won/VBD/0/acl:relcl"
WHEN = (
    "In/IN/1/case 2007/CD/8/obl ,/,/1/punct when/WRB/5/advmod it/PRP/5/nsubj left/VBD/8/advcl ,/,/5/punct "
    "prices/NNS/8/nsubj fell/VBD/8/ROOT"
)
ASKED = (
    "urged/VBD/0/ROOT Peru/NNP/0/obj ,/,/4/punct which/WDT/4/nsubj won/VBD/1/acl:relcl ,/,/7/punct to/TO/7/mark "
    "reject/VB/4/advcl it/PRP/7/obj"
)
BOY = (
    "a/DT/1/det boy/NN/1/ROOT ,/,/4/punct his/PRP$/4/nmod:poss sister/NN/1/appos ,/,/8/punct and/CC/8/cc "
    "two/CD/8/nummod men/NNS/1/conj"
)
ROWS: list[tuple[Repair, str, int, int, str]] = [
    # Widened raids today on rebels; killed six men and hurt two others; the Bank president Bo.
    (adjunct_repair.part_adjuncts, RAIDS, 5, 1, "obl"),
    (
        adjunct_repair.part_adjuncts,
        "Peru/NNP/1/nsubj widened/VBD/1/ROOT raids/NNS/1/obj on/IN/4/case rebels/NNS/2/nmod today/NN/1/obl:unmarked",
        4, 2, "nmod",
    ),
    (
        adjunct_repair.part_adjuncts,
        "It/PRP/1/nsubj ends/VBZ/1/ROOT talks/NNS/1/obj today/NN/1/obl:unmarked with/IN/5/case Bo/NNP/2/nmod",
        5, 2, "nmod",
    ),
    (case_repair.case_comparisons, LESS, 8, 6, "obl"),
    (list_repair.mend_verbs, HURT, 4, 0, "conj"),
    (list_repair.mend_verbs, HURT, 6, 4, "obj"),
    (
        phrase_repair.title_bodies,
        "Bank/NNP/2/compound President/NNP/2/nmod:desc Bo/NNP/3/nsubj left/VBD/3/ROOT",
        0, 1, "compound",
    ),
    (
        phrase_repair.title_bodies,
        "Bank/NNP/2/compound chief/NN/2/compound Bo/NNP/3/nsubj left/VBD/3/ROOT",
        0, 2, "compound",
    ),
    # Men hurt Monday were freed; hired in Oslo, he was idle until May; has condemned Chilean calls to sign.
    (
        adjunct_repair.free_days,
        "Ana/NNP/3/nsubj Bo/NNP/0/flat Tuesday/NNP/0/flat left/VBD/3/ROOT",
        2, 3, "obl:unmarked",
    ),
    (
        adjunct_repair.free_days,
        "Ruby/NNP/2/nsubj Tuesday/NNP/0/flat left/VBD/2/ROOT",
        1, 0, "flat",
    ),
    (
        adjunct_repair.date_described,
        "Men/NNS/4/nsubj:pass hurt/VBN/0/acl Monday/NNP/4/obl:unmarked were/VBD/4/aux:pass freed/VBN/4/ROOT",
        2, 1, "obl:unmarked",
    ),
    (
        adjunct_repair.date_described,
        "Men/NNS/3/nsubj:pass Monday/NNP/3/obl:unmarked were/VBD/3/aux:pass freed/VBN/3/ROOT",
        1, 3, "obl:unmarked",
    ),
    (
        adjunct_repair.untangle,
        "Hired/VBN/6/advcl in/IN/2/case Oslo/NNP/0/obl ,/,/0/punct he/PRP/6/nsubj was/VBD/6/cop idle/JJ/6/ROOT "
        "until/IN/8/case May/NNP/0/obl",
        8, 6, "obl",
    ),
    (
        adjunct_repair.untangle,
        "Said/VBD/0/ROOT he/PRP/3/nsubj was/VBD/3/cop idle/JJ/0/ccomp in/IN/5/case May/NNP/0/obl",
        5, 0, "obl",
    ),
    # Quit after striking workers shut it; he came after visiting President Bo met Li; Chilean Bo met Minister Li.
    (
        adjunct_repair.describe_doers,
        "quit/VBD/0/ROOT after/IN/4/mark striking/VBG/4/advcl workers/NNS/2/obj shut/VBD/0/advcl it/PRP/4/obj",
        2, 3, "amod",
    ),
    (
        adjunct_repair.describe_doers,
        "quit/VBD/0/ROOT after/IN/4/mark striking/VBG/4/advcl workers/NNS/2/obj shut/VBD/0/advcl it/PRP/4/obj",
        3, 4, "nsubj",
    ),
    (
        adjunct_repair.describe_doers,
        "after/IN/1/mark visiting/VBG/4/advcl Lima/NNP/1/obj Bo/NNP/4/nsubj met/VBD/4/ROOT Li/NNP/4/obj",
        1, 4, "advcl",
    ),
    (
        adjunct_repair.describe_doers,
        "came/VBD/0/ROOT after/IN/2/mark visiting/VBG/0/advcl President/NNP/4/nmod:desc Bo/NNP/5/nsubj met/VBD/0/advcl Li/NNP/5/obj",
        2, 4, "amod",
    ),
    (
        adjunct_repair.hold_near,
        "Chilean/JJ/4/amod President/NNP/2/nmod:desc Bo/NNP/3/nsubj met/VBD/3/ROOT Minister/NNP/5/nmod:desc Li/NNP/3/obj",
        0, 1, "amod",
    ),
    (
        adjunct_repair.hold_near,
        "Bo/NNP/1/nsubj met/VBD/1/ROOT with/IN/3/case Li/NNP/0/flat",
        3, 1, "obl",
    ),
    # Built in the war, it was closed; the battle was fought on day 5; after surgery in May, he left; since late last month.
    (
        adjunct_repair.hold_near,
        "Built/VBN/7/advcl in/IN/6/case war/NN/6/compound ,/,/0/punct it/PRP/7/nsubj was/VBD/7/cop day/NN/7/obl closed/JJ/7/ROOT",
        1, 2, "case",
    ),
    (
        adjunct_repair.hold_near,
        "Battle/NN/4/nmod:unmarked was/VBD/2/aux:pass fought/VBN/2/ROOT on/IN/4/case day/NN/2/obl",
        0, 2, "nsubj:pass",
    ),
    (
        phrase_repair.join_parts,
        "grew/VBD/0/ROOT since/IN/4/case late/JJ/0/obl last/JJ/4/amod month/NN/0/obl",
        2, 4, "amod",
    ),
    # He said recently the talks go on; it would have cut fees, raised pay and freed trade.
    (
        list_repair.share_heads,
        "in/IN/1/case trade/NN/1/ROOT and/CC/3/cc aid/NN/1/conj talks/NNS/1/conj",
        1, 4, "compound",
    ),
    (
        adjunct_repair.hold_spans,
        "left/VBD/0/ROOT on/IN/2/case 2/CD/0/obl May/NNP/2/nmod:unmarked ,/,/6/punct a/DT/6/det week/NN/2/nmod:unmarked "
        "after/IN/9/case the/DT/9/det vote/NN/0/obl",
        6,
        9,
        "nmod:unmarked",
    ),
    (
        adjunct_repair.hold_spans,
        "left/VBD/0/ROOT Tuesday/NNP/0/obl:unmarked ,/,/4/punct a/DT/4/det day/NN/1/appos after/IN/7/mark Bo/NNP/7/nsubj "
        "came/VBD/0/advcl",
        4,
        7,
        "obl:unmarked",
    ),
    (
        adjunct_repair.hold_rates,
        "fell/VBD/0/ROOT to/TO/2/case 150/CD/0/obl per/IN/4/case dollar/NN/0/obl",
        4,
        2,
        "nmod",
    ),
    (
        adjunct_repair.hold_aims,
        "condemned/VBD/0/ROOT Chilean/JJ/2/amod calls/NNS/0/obj to/TO/4/mark sign/VB/0/advcl",
        4, 2, "acl",
    ),
    (
        adjunct_repair.hold_aims,
        "launched/VBD/0/ROOT a/DT/2/det bid/NN/0/obj to/TO/4/mark sign/VB/0/advcl",
        4, 0, "advcl",
    ),
    # Number two Bo; in a match between number one Bo and Li; they were seen fleeing.
    (
        number_repair.rank_names,
        "beat/VBD/0/ROOT number/NN/0/obj two/CD/3/nummod Bo/NNP/1/appos",
        3, 0, "obj",
    ),
    (
        number_repair.rank_names,
        "match/NN/0/ROOT between/IN/2/case number/NN/0/nmod one/CD/2/flat Bo/NNP/0/nmod and/CC/6/cc Li/NNP/4/conj",
        2, 4, "nmod:desc",
    ),
    (number_repair.rank_names, "a/DT/1/det number/NN/1/ROOT of/IN/3/case men/NNS/1/nmod", 1, 1, "ROOT"),
    (
        clause_repair.hold_perceived,
        "Men/NNS/2/nsubj:pass were/VBD/2/aux:pass seen/VBN/2/ROOT fleeing/VBG/2/advcl",
        3, 2, "xcomp",
    ),
    (
        clause_repair.hold_perceived,
        "Men/NNS/2/nsubj:pass were/VBD/2/aux:pass paid/VBN/2/ROOT fleeing/VBG/2/advcl",
        3, 2, "advcl",
    ),
    # Troops and UN forces fought.
    (
        list_repair.raise_links,
        "Troops/NNS/4/nsubj and/CC/2/cc UN/NNP/3/compound forces/NNS/0/conj fought/VBD/4/ROOT",
        1, 3, "cc",
    ),
    (
        list_repair.raise_links,
        "Bo/NNP/5/nsubj and/CC/2/cc former/JJ/3/amod chief/NN/4/nmod:desc Li/NNP/0/conj met/VBD/5/ROOT",
        1, 4, "cc",
    ),
    # Rebels and Chilean forces fought; coalition and Chilean forces did so as one.
    (
        list_repair.raise_links,
        "Rebels/NNS/4/obl and/CC/2/cc Chilean/JJ/3/amod forces/NNS/4/nsubj fought/VBD/4/ROOT",
        3, 0, "conj",
    ),
    (
        list_repair.raise_links,
        "coalition/NN/4/obl and/CC/2/cc Chilean/JJ/3/amod forces/NNS/4/nsubj fought/VBD/4/ROOT",
        0, 3, "compound",
    ),
    # They died during fighting; they died during fighting rebels. It will cost five euros to clean a river; to build.
    (
        case_repair.name_actions,
        "died/VBD/0/ROOT during/IN/2/mark fighting/VBG/0/advcl",
        2, 0, "obl",
    ),
    (
        case_repair.name_actions,
        "died/VBD/0/ROOT while/IN/2/mark fighting/VBG/0/advcl",
        2, 0, "advcl",
    ),
    (
        fronted_repair.cost_clauses,
        "It/PRP/1/nsubj cost/VBD/1/ROOT five/CD/3/nummod euros/NNS/1/obj to/TO/5/mark clean/VB/1/advcl rivers/NNS/5/obj",
        5, 1, "csubj",
    ),
    (
        fronted_repair.cost_clauses,
        "It/PRP/1/nsubj cost/VBD/1/ROOT five/CD/3/nummod euros/NNS/1/obj to/TO/5/mark build/VB/1/advcl",
        5, 1, "advcl",
    ),
    # The UN condemned the killing of a U.N. officer.
    (
        phrase_repair.hold_modifiers,
        "UN/NNP/1/nsubj condemned/VBD/1/ROOT killing/NN/1/obj of/IN/6/case a/DT/6/det U.N./NNP/0/compound officer/NN/2/nmod",
        5, 6, "compound",
    ),
    (
        phrase_repair.hold_modifiers,
        "foreigners/NNS/0/ROOT and/CC/2/cc Somali/JJ/0/conj nationals/NNS/0/conj",
        2, 3, "amod",
    ),
    # "Something new" stays, and so does Secretary-General Kofi Annan.
    (phrase_repair.hold_modifiers, "thing/NN/0/ROOT new/JJ/0/amod men/NNS/0/conj", 1, 0, "amod"),
    (
        phrase_repair.hold_modifiers,
        "Secretary/NNP/3/compound -/HYPH/2/punct General/NNP/0/compound Annan/NNP/3/ROOT",
        2, 0, "compound",
    ),
    # Seven U.S. agents in Peru; the 50th Annual Grammy Awards.
    (
        phrase_repair.hold_between,
        "killed/VBD/0/ROOT seven/CD/3/nummod U.S./NNP/5/compound agents/NNS/0/obj in/IN/5/case Peru/NNP/3/nmod",
        2, 3, "compound",
    ),
    (
        phrase_repair.hold_between,
        "50th/JJ/2/amod Annual/NNP/3/amod Grammy/NNP/3/compound Awards/NNPS/3/ROOT",
        1, 3, "amod",
    ),
    (phrase_repair.join_phrases, COUNCIL, 3, 4, "compound"),
    # What a sentence begins with describes its subject.
    (
        phrase_repair.front_appositions,
        "A/DT/1/det country/NN/4/dislocated ,/,/1/punct Peru/NNP/4/nsubj has/VBZ/4/ROOT roads/NNS/4/obj",
        1, 3, "appos",
    ),
    (phrase_repair.describe_subjects, "miner/NN/2/obl Valdora/NNP/2/nsubj lost/VBD/2/ROOT", 0, 1, "nmod:desc"),
    # Beat Tunisia after extra time in front of 400: the time has no other preposition.
    (
        case_repair.part_cases,
        "beat/VBD/0/ROOT after/IN/5/case extra/JJ/3/amod time/NN/0/obl in/IN/5/case front/NN/0/obl",
        1, 3, "case",
    ),
    # Out of the door, from time to time: each noun has its own.
    (case_repair.part_cases, "ran/VBD/0/ROOT out/IN/3/case of/IN/3/case doors/NNS/0/obl", 1, 3, "case"),
    (
        case_repair.part_cases,
        "ran/VBD/0/ROOT from/IN/2/case time/NN/0/obl to/IN/4/case doors/NNS/0/obl",
        1, 2, "case",
    ),
    # Lower than it was stays a clause.
    (case_repair.case_comparisons, "lower/JJR/0/ROOT than/IN/3/mark it/PRP/3/nsubj was/VBD/0/advcl", 1, 3, "mark"),
    (case_repair.case_comparisons, "lower/JJR/0/ROOT than/IN/3/mark in/IN/3/case months/NNS/0/obl", 1, 3, "case"),
    (
        case_repair.lean_participles,
        "written/VBN/0/ROOT by/IN/2/case Bo/NNP/0/obl based/VBN/0/acl on/IN/5/case novels/NNS/0/obl",
        5, 3, "obl",
    ),
# Was banned, according to the board; in March 2022; leads to the reef being listed.
    (case_repair.own_agents, "banned/VBN/0/ROOT by/IN/2/case Bo/NNP/0/obl:agent", 2, 0, "obl:agent"),
    (case_repair.own_agents, "banned/VBN/0/ROOT with/IN/2/case gas/NN/0/obl:agent", 2, 0, "obl"),
    (
        case_repair.raise_cases,
        "left/VBD/0/ROOT in/IN/3/case March/NNP/0/obl 2022/CD/2/nmod:unmarked",
        1, 2, "case",
    ),
    (
        case_repair.mend_marks,
        "leads/VBZ/0/ROOT to/IN/4/mark reefs/NNS/0/obl being/VBG/4/aux:pass listed/VBN/2/acl",
        1, 2, "case",
    ),
    # It is due to have says what will be done, and not by what it is so.
    (
        case_repair.mark_due,
        "it/PRP/4/nsubj is/VBZ/4/cop due/JJ/4/mark to/TO/2/fixed have/VB/4/ROOT",
        3, 4, "mark",
    ),
    # It is to have says what will be done.
    (clause_repair.free_copulas, "it/PRP/3/nsubj is/VBZ/3/cop to/TO/3/mark have/VB/3/ROOT", 1, 3, "aux"),
    # Acting president says of what kind.
    # Secretary of State Bo; a daughter of the poet Ana Bo.
    (
        phrase_repair.office_names,
        "Secretary/NNP/3/nmod:desc of/IN/3/case State/NNP/3/compound Bo/NNP/3/ROOT",
        2, 0, "nmod",
    ),
    (
        phrase_repair.name_described,
        "daughter/NN/0/ROOT of/IN/2/case poet/NN/0/nmod Bo/NNP/0/nmod",
        3, 2, "appos",
    ),
    # Diplomat Bo told it; senator and nominee Bo; Free Front of Peru leader Bo.
    (title_repair.stand_titled, "diplomat/NN/2/nsubj Bo/NNP/2/vocative left/VBD/2/ROOT", 1, 2, "nsubj"),
    (
        title_repair.hold_titles,
        "senator/NN/4/nsubj and/CC/2/cc nominee/NN/0/conj Bo/NNP/2/appos left/VBD/4/ROOT",
        3, 4, "nsubj",
    ),
    (
        title_repair.name_bodies,
        "Front/NNP/5/obj for/IN/3/case Peru/NNP/3/compound leader/NN/4/nmod:desc Bo/NNP/0/appos left/VBD/5/ROOT",
        4, 5, "obj",
    ),
    # A fight with rebel groups is one with groups.
    (
        case_repair.raise_cases,
        "fought/VBD/0/ROOT with/IN/2/case rebel/NN/3/compound groups/NNS/0/obl",
        1, 3, "case",
    ),
    (
        case_repair.raise_cases,
        "born/VBN/0/ROOT in/IN/2/case New/NNP/3/amod Jersey/NNP/0/obl",
        1, 3, "case",
    ),
    # Secretary-General Bo is no general.
    (
        phrase_repair.join_titles,
        "Secretary/NNP/3/nmod:desc -/HYPH/2/punct General/NNP/3/nmod:desc Bo/NNP/3/ROOT",
        0, 2, "compound",
    ),
    # What goes on since 1987 is the fight.
    (
        clause_repair.date_perfects,
        "has/VBZ/1/aux fought/VBN/1/ROOT to/TO/3/mark win/VB/1/advcl since/IN/5/case 1987/CD/3/obl",
        5, 1, "obl",
    ),
    # Burns or breathing problems.
    (
        list_repair.join_modified,
        "burns/NNS/0/ROOT or/CC/2/cc breathing/VBG/0/conj problems/NNS/0/conj",
        2, 3, "amod",
    ),
    # Neither Peru nor Chile won; neither of the two won.
    (
        list_repair.hold_denials,
        "Neither/CC/4/cc:preconj Peru/NNP/4/nsubj nor/CC/3/cc Chile/NNP/1/conj won/VBD/4/ROOT",
        0, 1, "cc:preconj",
    ),
    (list_repair.hold_denials, "Neither/DT/3/obl of/IN/2/case two/CD/3/nsubj won/VBD/3/ROOT", 0, 3, "nsubj"),
    # A truck, a tank and a gun; a name and what it is are no list.
    (
        list_repair.hold_lists,
        "a/DT/1/det truck/NN/1/ROOT ,/,/4/punct a/DT/4/det tank/NN/1/appos and/CC/7/cc a/DT/7/det gun/NN/1/conj",
        4, 1, "conj",
    ),
    (
        list_repair.hold_lists,
        "Bo/NNP/0/ROOT ,/,/3/punct a/DT/3/det judge/NN/0/appos and/CC/5/cc Vega/NNP/0/conj",
        3, 0, "appos",
    ),
    # Floods hit banks and shops, and hurt ten; while the shops were closing, the banks were closed.
    (list_repair.end_lists, FLOODS, 4, 2, "conj"),
    (list_repair.end_lists, FLOODS, 3, 4, "cc"),
    (
        list_repair.end_lists,
        "hit/VBD/0/ROOT banks/NNS/0/obj and/CC/3/cc shops/NNS/5/nsubj are/VBP/5/aux closing/VBG/0/conj",
        3, 5, "nsubj",
    ),
    (list_repair.mend_gaps, KILLED, 5, 2, "conj"),
    (list_repair.mend_gaps, KILLED, 4, 5, "nsubj:pass"),
    (list_repair.join_ampersands, "Marks/NNP/0/ROOT &/CC/2/cc Spencer/NNP/0/conj", 2, 0, "flat"),
    # Burkina Faso and Mali; but Peres says that Ahmadinejad, who left, knows.
    (list_repair.raise_conjuncts, "Burkina/NNP/0/ROOT Faso/NNP/0/flat and/CC/3/cc Mali/NNP/1/conj", 3, 0, "conj"),
    (
        list_repair.raise_conjuncts,
        "Peres/NNP/1/nsubj says/VBZ/1/ROOT Bo/NNP/0/flat who/WP/4/nsubj left/VBD/2/acl:relcl",
        4, 2, "acl:relcl",
    ),
    # After Ali resigned: whoever resigned is its subject. A verb that has a subject keeps the phrase before it.
    (
        clause_repair.open_clauses,
        "left/VBD/0/ROOT after/IN/2/case Ali/NNP/3/obl resigned/VBD/0/advcl",
        2, 3, "nsubj",
    ),
    (
        clause_repair.open_clauses,
        "left/VBD/0/ROOT after/IN/2/case noon/NN/4/obl Ali/NNP/4/nsubj slept/VBD/0/advcl",
        2, 4, "obl",
    ),
    (
        clause_repair.open_clauses,
        "named/VBN/0/ROOT after/IN/3/mark Ali/NNP/0/obl:agent resigned/VBD/0/advcl",
        2, 3, "nsubj",
    ),
    (clause_repair.agree_subjects, TOUBA, 5, 7, "nsubj"),
    (clause_repair.agree_subjects, TOUBA, 3, 0, "appos"),
    # Formed bands and sold records in 2000.
    (
        clause_repair.hang_lower,
        "formed/VBD/0/ROOT bands/NNS/0/obj and/CC/3/cc sold/VBD/0/conj records/NNS/3/obj in/IN/6/case 2000/CD/0/obl",
        6, 3, "obl",
    ),
    # At 2 degrees, they say, reefs would die; but after a match, she said, "we won".
    (
        clause_repair.hold_reported,
        "At/IN/1/case degrees/NNS/4/obl ,/,/1/punct they/PRP/4/nsubj say/VBP/4/ROOT ,/,/4/punct reefs/NNS/8/nsubj "
        "would/MD/8/aux die/VB/4/ccomp",
        1, 8, "obl",
    ),
    (
        clause_repair.hold_reported,
        'After/IN/1/case matches/NNS/4/obl ,/,/1/punct she/PRP/4/nsubj said/VBD/4/ROOT ,/,/4/punct "/``/8/punct '
        "we/PRP/8/nsubj won/VBD/4/ccomp",
        1, 4, "obl",
    ),
    # It will build a port, the king said last week; behind a comma it may be of either.
    (
        clause_repair.return_adjuncts,
        "build/VB/3/ccomp ,/,/3/punct kings/NNS/3/nsubj said/VBD/3/ROOT week/NN/0/obl:unmarked",
        4, 3, "obl:unmarked",
    ),
    (
        clause_repair.return_adjuncts,
        "build/VB/2/ccomp kings/NNS/2/nsubj said/VBD/2/ROOT ,/,/2/punct soon/NN/0/obl",
        4, 0, "obl",
    ),
    (
        clause_repair.return_adjuncts,
        "wait/VBD/2/ccomp kings/NNS/2/nsubj told/VBD/2/ROOT farmers/NNS/0/obj",
        3, 2, "obj",
    ),
    # The king named Ana Bo minister; a girl named Ana Bo.
    (clause_repair.give_objects, "kings/NNS/1/nsubj named/VBD/1/ROOT Bo/NNP/1/xcomp", 2, 1, "obj"),
    (clause_repair.give_objects, "girls/NNS/0/ROOT named/VBN/0/acl Bo/NNP/1/xcomp", 2, 1, "xcomp"),
    # A step that analysts called a setback; an adage that you follow the money; what I wish is that it was so.
    (
        relative_repair.relate_objects,
        "step/NN/0/ROOT that/WDT/3/obl:unmarked analysts/NNS/3/nsubj called/VBD/0/acl:relcl a/DT/5/det setback/NN/3/obj",
        5, 3, "xcomp",
    ),
    (
        relative_repair.relate_objects,
        "adage/NN/0/ROOT that/WDT/3/obl:unmarked you/PRP/3/nsubj follow/VBP/0/acl:relcl the/DT/5/det money/NN/3/obj",
        5, 3, "obj",
    ),
    (relative_repair.relate_objects, "What/WP/2/nsubj:outer it/PRP/2/nsubj stays/VBZ/2/ROOT", 0, 2, "nsubj:outer"),
    (relative_repair.relate_owned, TURKEY, 5, 0, "acl:relcl"),
    (relative_repair.relate_owned, TURKEY, 3, 5, "obj"),
    # The texts of the religion that exist.
    (relative_repair.relate_harm, f"attack/NN/0/ROOT on/IN/3/case a/DT/3/det bar/NN/0/nmod {KILLED_TEN}", 5, 0, "acl:relcl"),
    (relative_repair.relate_harm, f"march/NN/0/ROOT on/IN/3/case a/DT/3/det bar/NN/0/nmod {KILLED_TEN}", 5, 3, "acl:relcl"),
    (relative_repair.relate_harm, f"fight/NN/0/ROOT in/IN/3/case a/DT/3/det war/NN/0/nmod {KILLED_TEN}", 5, 3, "acl:relcl"),
    (
        relative_repair.relate_harm,
        "set/VBD/0/ROOT a/DT/2/det fire/NN/0/obj in/IN/4/case bars/NNS/0/obl which/WDT/6/nsubj left/VBD/4/acl:relcl "
        "ten/CD/6/obj dead/JJ/6/xcomp",
        6,
        2,
        "acl:relcl",
    ),
    (
        relative_repair.agree_relatives,
        "texts/NNS/0/ROOT of/IN/2/case religion/NN/0/nmod that/WDT/4/nsubj exist/VBP/2/acl:relcl",
        4, 0, "acl:relcl",
    ),
    # All but two of the aides are no list.
    (number_repair.except_numbers, ALL_BUT, 0, 2, "advmod"),
    (number_repair.except_numbers, ALL_BUT, 2, 5, "nsubj"),
    (number_repair.leave_brackets, FRANCS, 7, 0, "obl:unmarked"),
    # A number of a telephone goes on behind them.
    (
        number_repair.leave_brackets,
        "Phone/NN/0/ROOT (/-LRB-/2/punct 713/CD/0/appos )/-RRB-/2/punct 853/CD/2/flat",
        4, 2, "flat",
    ),
    (
        number_repair.hang_rates,
        "fell/VBD/0/ROOT to/IN/3/case 9/CD/3/nummod barrels/NNS/0/obl per/IN/5/case day/NN/0/obl",
        5, 3, "nmod",
    ),
    (
        number_repair.hang_rates,
        "sold/VBD/0/ROOT for/IN/2/case $/$/0/obl 9/CD/2/nummod per/IN/5/case kilogram/NN/0/obl",
        5, 2, "nmod",
    ),
    # Behind a verb there is nothing to divide.
    (number_repair.hang_rates, "charges/VBZ/0/ROOT per/IN/2/case day/NN/0/obl", 2, 0, "obl"),
    # A $2,200 handbag, a magnitude 5 earthquake, less than $2 billion, four in ten Bolivians.
    (
        number_repair.hold_numbers,
        "took/VBD/0/ROOT a/DT/4/det $/$/0/obl 9/CD/2/nummod bag/NN/0/obj",
        2, 4, "compound",
    ),
    (
        number_repair.hold_numbers,
        "hit/VBN/0/ROOT by/IN/4/case a/DT/4/det magnitude/NN/0/obj quake/NN/0/obl",
        3, 4, "compound",
    ),
    (
        number_repair.hold_numbers,
        "fell/VBD/0/ROOT to/IN/4/case less/JJR/5/advmod than/IN/2/fixed $/$/0/obl 2/CD/4/nummod",
        2, 4, "advmod",
    ),
    (
        number_repair.hold_portions,
        "four/CD/4/nsubj in/IN/2/case ten/CD/0/nmod Bolivians/NNPS/4/obl live/VBP/4/ROOT",
        3, 4, "nsubj",
    ),
    (
        number_repair.hang_rates,
        "sold/VBD/0/ROOT for/IN/2/case euros/NNS/0/obl (/-LRB-/4/punct $/$/2/appos )/-RRB-/4/punct per/IN/7/case kilo/NN/0/obl",
        7, 2, "nmod",
    ),
    # The census cost 5 kroner.
    (
        number_repair.price_subjects,
        "The/DT/2/det census/NN/2/compound cost/NN/2/ROOT 5/CD/4/nummod kroner/NNS/2/obj",
        1, 2, "nsubj",
    ),
    # Homes in Lima, the capital; the men and women of Lima, the others.
    (apposition_repair.agree_appositions, LIMA, 5, 2, "appos"),
    (apposition_repair.agree_appositions, LIMA.replace("capital/NN", "capitals/NNS"), 5, 0, "appos"),
    # He was born in Lima, the son of Bo; the seat of Peru is no child.
    (apposition_repair.describe_born, BORN, 6, 0, "appos"),
    (apposition_repair.describe_born, BORN.replace("son/", "seat/"), 6, 3, "appos"),
    # Ten people, most of them in Peru, died; ten people, most of the miners, died.
    (apposition_repair.tell_portions, MOST, 3, 1, "appos"),
    (apposition_repair.tell_portions, MOST, 1, 8, "nsubj"),
    (apposition_repair.tell_portions, MOST.replace("them/PRP", "miners/NNS"), 3, 8, "nsubj"),
    # Not to interfere in affairs; to meet affairs.
    (argument_repair.lead_objects, "interfere/VB/0/ROOT in/IN/2/case affairs/NNS/0/obj", 2, 0, "obl"),
    (argument_repair.lead_objects, "meet/VB/0/ROOT some/DT/2/det affairs/NNS/0/obj", 2, 0, "obj"),
    # They signed deals worth a million; they signed, worth a million, deals.
    (argument_repair.hold_worth, "signed/VBD/0/ROOT deals/NNS/0/obj worth/JJ/0/xcomp millions/NNS/2/obj", 2, 1, "amod"),
    (argument_repair.hold_worth, "signed/VBD/0/ROOT today/NN/0/obl:unmarked worth/JJ/0/xcomp millions/NNS/2/obj", 2, 0, "xcomp"),
    # The society is a body; of the two, Lima is a port.
    (argument_repair.name_subjects, "the/DT/1/det Society/NNP/4/nmod is/VBZ/4/cop a/DT/4/det body/NN/4/ROOT", 1, 4, "nsubj"),
    (argument_repair.name_subjects, "Of/IN/1/case cities/NNS/4/nmod is/VBZ/4/cop a/DT/4/det port/NN/4/ROOT", 1, 4, "nmod"),
    # The ship and its crew reached the port; in both Peru and Chile; will shut a mine that lost and sell it.
    (
        conjunct_repair.join_back,
        "Ships/NNS/3/nsubj and/CC/2/cc crews/NNS/4/conj reached/VBD/3/ROOT ports/NNS/3/obj",
        2, 0, "conj",
    ),
    (
        conjunct_repair.join_bare,
        "served/VBD/0/ROOT in/IN/2/case Peru/NNP/0/obl and/CC/4/cc Chile/NNP/0/obl",
        4, 2, "conj",
    ),
    (
        conjunct_repair.join_bare,
        "served/VBD/0/ROOT in/IN/2/case Peru/NNP/0/obl and/CC/5/cc in/IN/5/case Chile/NNP/0/obl",
        5, 0, "obl",
    ),
    (conjunct_repair.join_infinitives, "shut/VB/0/ROOT " + LOST, 4, 0, "conj"),
    (conjunct_repair.join_infinitives, "shut/VBD/0/ROOT " + LOST, 4, 2, "conj"),
    # Married Bo in May and, in June, Vo; met Bo in May and Vo. Held talks and in June, after noon, elected Bo.
    # Won twice (1959 and 1961); won twice (in 1959).
    (number_repair.part_years, "won/VBD/0/ROOT (/-LRB-/2/punct 1959/CD/0/obl:unmarked )/-RRB-/2/punct", 2, 0, "dep"),
    (
        number_repair.part_years,
        "won/VBD/0/ROOT (/-LRB-/2/punct 1959/CD/0/obl:unmarked again/RB/2/advmod )/-RRB-/2/punct",
        2, 0, "obl:unmarked",
    ),
    # Though it named Bo, the text did not; the text, though named by Bo, did not.
    # Spent May in Lima teaching; spent it, teaching.
    (
        clause_repair.hold_spent,
        "spent/VBD/0/ROOT May/NNP/0/obj in/IN/3/case Lima/NNP/5/obl being/VBG/5/aux:pass taught/VBN/0/advcl",
        5, 0, "xcomp",
    ),
    (
        clause_repair.hold_spent,
        "spent/VBD/0/ROOT May/NNP/0/obj in/IN/3/case Lima/NNP/5/obl being/VBG/5/aux:pass taught/VBN/0/advcl",
        3, 0, "obl",
    ),
    (
        clause_repair.hold_spent,
        "spent/VBD/0/ROOT May/NNP/0/obj ,/,/3/punct teaching/VBG/0/advcl",
        3, 0, "advcl",
    ),
    # State media report a man fell; the bank report fell.
    # The Grimm tale; a country, Peru.
    (apposition_repair.lead_names, "Grimm/NNP/1/appos tale/NN/1/ROOT", 0, 1, "compound"),
    (apposition_repair.lead_names, "Peru/NNP/2/appos ,/,/2/punct country/NN/2/ROOT", 0, 2, "appos"),
    # Led by Bo, whose son died; men who were driven from Lima, which was besieged.
    (relative_repair.relate_owned, SON, 7, 2, "acl:relcl"),
    (relative_repair.relate_owned, SON, 5, 7, "nsubj:pass"),
    # Moved with Bo to Lima, where he stayed; in a house where he stayed.
    (
        relative_repair.relate_places,
        "moved/VBD/0/ROOT with/IN/2/case Bo/NNP/0/obl to/IN/4/case Lima/NNP/0/obl where/WRB/7/advmod he/PRP/7/nsubj stayed/VBD/2/acl:relcl",
        7, 4, "acl:relcl",
    ),
    (
        relative_repair.relate_places,
        "lived/VBD/0/ROOT in/IN/2/case houses/NNS/0/obl where/WRB/5/advmod he/PRP/5/nsubj stayed/VBD/2/acl:relcl",
        5, 2, "acl:relcl",
    ),
    # On the eve of a battle, which he won; the loss of a battle, which hurt.
    # In 2007, when it left, prices fell; in Lima, when it left, prices fell.
    (relative_repair.relate_times, WHEN, 5, 1, "acl:relcl"),
    (relative_repair.relate_times, WHEN.replace("2007/CD", "Lima/NNP"), 5, 8, "advcl"),
    # Urged Peru, which won, to reject it; beat Peru, which came, to win.
    # It led to Bo leaving; it fell to ten, leaving.
    # A boy, his sister, and two men; five were killed and six wounded; points for attacks.
    (list_repair.hold_lists, BOY, 4, 1, "conj"),
    (list_repair.hold_lists, BOY.replace("his/PRP$", "the/DT"), 4, 1, "appos"),
    (list_repair.mend_gaps, KILLED.replace("4/acl", "2/conj"), 4, 5, "nsubj:pass"),
    (list_repair.part_modifiers, "points/NNS/0/ROOT for/IN/2/case attacks/NNS/0/conj", 2, 0, "nmod"),
    (list_repair.part_modifiers, "cared/VBD/0/ROOT and/CC/3/cc for/IN/3/case men/NNS/0/conj", 3, 0, "conj"),
    # Polled 900 men each in Peru; saw men in each town. Has a million men who run 300 shops.
    (
        phrase_repair.describe_acting,
        "Bo/NNP/2/nsubj is/VBZ/2/aux acting/VBG/2/ROOT president/NN/2/xcomp of/IN/5/case Peru/NNP/3/nmod",
        2, 3, "amod",
    ),
    # Lost Sunday's vote; lost Bo's vote as it hangs on its noun; in last week's vote. Bo and President Li; Bo and Li.
    (
        case_repair.own_behind,
        "Bo/NNP/1/nsubj lost/VBD/1/ROOT Sunday/NNP/1/obj 's/POS/2/case vote/NN/1/obj",
        2, 4, "nmod:poss",
    ),
    (
        case_repair.own_behind,
        "Bo/NNP/1/nsubj lost/VBD/1/ROOT Sunday/NNP/1/obj 's/POS/2/case ./././1/punct",
        2, 1, "obj",
    ),
    (
        case_repair.own_behind,
        "won/VBD/0/ROOT in/IN/4/case May/NNP/4/nmod 's/POS/2/case vote/NN/0/obl",
        2, 4, "nmod:poss",
    ),
    (
        case_repair.own_behind,
        "won/VBD/0/ROOT in/IN/2/case May/NNP/0/obl 's/POS/2/case vote/NN/2/appos",
        4, 0, "obl",
    ),
    # Said last week it is ready; said last week's vote is over.
    (
        adjunct_repair.date_saying,
        "said/VBD/0/ROOT last/JJ/2/amod week/NN/5/obl:unmarked it/PRP/5/nsubj is/VBZ/5/cop ready/JJ/0/ccomp",
        2, 0, "obl:unmarked",
    ),
    (
        adjunct_repair.date_saying,
        "said/VBD/0/ROOT Friday/NNP/2/compound men/NNS/3/nsubj left/VBD/0/ccomp",
        1, 0, "obl:unmarked",
    ),
    (
        adjunct_repair.date_saying,
        "saw/VBD/0/ROOT Friday/NNP/2/compound men/NNS/3/nsubj leave/VBD/0/ccomp",
        1, 2, "compound",
    ),
]  # fmt: skip


def tree(text: str) -> tuple[list[int], list[str], list[str], list[str], list[bool]]:
    """Heads, relations, tags, words, and which of them name persons."""
    words, tags, heads, deps = zip(*(item.rsplit("/", 3) for item in text.split()), strict=True)
    return [int(head) for head in heads], list(deps), list(tags), list(words), [word in PERSONS for word in words]


@pytest.mark.parametrize(("change", "text", "word", "head", "dep"), ROWS)
def test_a_word_hangs_where_it_belongs(change: Repair, text: str, word: int, head: int, dep: str) -> None:
    heads, deps, *known = tree(text)
    repair(heads, deps, *known, (change,))
    assert (heads[word], deps[word]) == (head, dep)


def test_names_are_a_list_only_where_they_are_of_persons() -> None:
    heads, deps, tags, words, persons = tree(SAW)
    repair(heads, deps, tags, words, persons, (list_repair.hold_lists,))
    assert (heads[3], deps[3]) == (1, "conj")
    heads, deps, tags, words, _ = tree(SAW)
    repair(heads, deps, tags, words, [False] * len(words), (list_repair.hold_lists,))
    assert deps[3] == "appos"


def test_a_name_within_a_noun_phrase_belongs_to_its_noun() -> None:
    words = ["She", "made", "her", "World", "Cup", "debut", "in", "Ruka", "in", "November"]
    tags = ["PRP", "VBD", "PRP$", "NNP", "NNP", "NN", "IN", "NNP", "IN", "NNP"]
    heads = [1, 1, 5, 4, 9, 1, 7, 1, 9, 1]
    deps = ["nsubj", "ROOT", "nmod:poss", "compound", "nmod:unmarked", "obj", "case", "obl", "case", "obl"]
    repair(heads, deps, tags, words, [False] * len(words))
    assert (heads[4], deps[4]) == (5, "compound")
