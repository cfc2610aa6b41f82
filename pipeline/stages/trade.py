"""What a country spends, owes and trades, and what things are sold for."""

from __future__ import annotations

from pipeline.stages import tree
from pipeline.stages.drafts import Draft, words
from pipeline.stages.indicators import rows
from pipeline.stages.sites import Site


def trade(site: Site) -> Draft | None:
    """What a country spends, owes and trades: "Chile exported goods worth $100 billion", "Poland spends 2.4 percent of GDP on defence"."""
    value, subject, clause = site.value.value, site.subject(), site.clause
    if clause.dep_ in ("acl", "amod") and clause.lower_ in ("worth", "valued"):
        clause = tree.clause_head(clause.head)
        above = site.scene.propositions.get(clause.i)
        found = above.role("subject") if above is not None else None
        subject = site.doc[found.root] if found is not None else None
    if subject is None or subject.i >= site.value.start or not site.is_place(subject):
        return None
    for row in rows("trade"):
        if clause.lemma_.lower() not in row["verbs"] or value.kind not in row["kinds"]:
            continue
        purpose = [
            t for node in (clause, site.root, *site.parts(site.root, "of")) for t in site.parts(node, "on", "for")
        ]
        if row["on"] and not any(t.lemma_.lower() in row["on"] for t in purpose):
            continue
        named = [t for t in tree.children(clause, "iobj") if site.is_place(t)]
        obj = next((t for t in tree.children(clause, "obj") if t.i != site.top.i), None)
        if not row["on"] and (named or (obj is not None and obj.lemma_.lower() not in row["goods"])):
            continue  # "owes China $4 billion", "exports gas worth $2 billion" are parts
        entity = site.scene.referents.place(subject)
        return Draft(row["predicate"], subject, "indicators/trade", 0.7, trigger=clause, subject_entity=entity)
    return None


def owed(site: Site) -> Draft | None:
    """What is owed to whom: "owes China $4 billion", "$2 billion is owed to banks", "owes 40 percent of its debt to banks"."""
    proposition, value, referents = site.proposition, site.value.value, site.scene.referents
    if proposition is None or proposition.lemma.partition(" ")[0] != "owe":
        return None
    if site.value.start and site.doc[site.value.start - 1].lower_ == "including":
        return None  # "owes $3 billion, including $1 billion to banks" is part of what it owes
    whole = site.of()
    given = [site.doc[a.root] for a in proposition.arguments if a.role == "iobject"]
    near = [t for node in (site.root, whole) if node is not None for t in site.parts(node, "to")]
    creditor = next(iter([*given, *near, *site.obliques("to")]), None)
    if value.kind == "percent" and creditor is not None and whole is not None:
        return Draft("share", creditor, "trade/owed part", 0.65, object=whole, trigger=site.clause, clausal=True)
    debtor = site.subject()
    if debtor is not None and (debtor.i == site.top.i or referents.is_open(debtor)):
        debtor = None
    if debtor is None and proposition.passive and site.scene.topic is not None:
        debtor = site.doc[site.scene.topic.root]
    if debtor is None or value.kind != "money":
        return None
    entity = referents.place(debtor) if site.is_place(debtor) else None
    # What is owed to one creditor who is named is not all the debt.
    predicate = "amount_of_money" if creditor is not None and creditor.pos_ == "PROPN" else "debt"
    return Draft(predicate, debtor, "trade/owed", 0.7, object=creditor, trigger=site.clause, subject_entity=entity)


def traded(site: Site) -> Draft | None:
    """What something was sold or bought for: "The club was sold to a brewer for 92 million euros"."""
    sold = site.patient()
    if site.clause.lemma_.lower() not in words("verbs", "trade") or tree.case(site.root) not in ("for", "at"):
        return None
    if sold is None or sold.i == site.top.i or site.scene.referents.is_open(sold):
        return None
    buyer = next((t for t in site.parts(site.clause, "to", "by")), None) or site.subject()
    return Draft("price", sold, "verbs/traded", 0.65, object=buyer, trigger=site.clause, clausal=True)
