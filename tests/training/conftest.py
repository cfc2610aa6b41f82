"""Folders of corpora and reference data in the shape of the real ones, a few sentences each."""

import gzip
import json
from pathlib import Path

import pytest

TREES = """\
# newdoc id = a
1\tRebels\trebel\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\tEntity=(1-person)
2\ttook\ttake\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\tKunduz\tKunduz\tPROPN\tNNP\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No|Entity=(2-place-new-nnn-cf1-1-sgl-Kunduz)
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tKabul\tKabul\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_
2\tfell\tfall\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
NEWS = "Afghan NNP B-gpe\ntroops NNS O\nleft VBD O\nKabul NNP B-geo\n. . O\n\nNATO NNP B-org\nagreed VBD O\n. . O\n\n"
RE3D = {"_id": "d", "text": "The SDF left Raqqa."}
MENTIONS = [
    {"documentId": "d", "begin": 0, "end": 7, "type": "Organisation", "confidence": 1},
    {"documentId": "d", "begin": 13, "end": 18, "type": "Location", "confidence": 1},
]
REDOCRED = [{"sents": [["Ibn", "Sina", "wrote", "."]], "vertexSet": [[{"type": "PER", "pos": [0, 2], "sent_id": 0}]]}]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


@pytest.fixture(scope="session")
def corpora(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    for split in ("train", "dev", "test"):
        # The parser leaves out relations seen fewer than twenty times.
        _write(folder / f"ud-ewt/en_ewt-{split}.conllu.gz", TREES * 30)
        _write(folder / f"gum/gum-{split}.conllu.gz", TREES)
    _write(folder / "gmb/gmb-ner.conll.gz", NEWS * 10)
    _write(folder / "wikigold/wikigold.conll.txt", "Rumi I-PER\nsang O\n\n")
    _write(folder / "uner-ewt/en_ewt-dev.iob2.gz", "# text = x\n1\tBalkh\tB-LOC\t-\t-\n2\tfell\tO\t-\t-\n\n")
    _write(folder / "re-docred/dev_revised.json.gz", json.dumps(REDOCRED))
    for source in ("centcom", "uk-government"):
        _write(folder / f"re3d/{source}/documents.json", json.dumps(RE3D))
        _write(folder / f"re3d/{source}/entities.json", "\n".join(map(json.dumps, MENTIONS)))
    return folder


@pytest.fixture(scope="session")
def reference(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    _write(folder / "country-codes.csv", "CLDR display name,UNTERM English Short\nAfghanistan,Afghanistan\n")
    _write(folder / "natural-earth/countries.csv", "name,name_long,formal_name\nChad,Chad,Republic of Chad\n")
    for name in ("places", "admin1"):
        _write(folder / f"natural-earth/{name}.csv", "name\nKabul\n")
    for name in ("regions", "rivers-lakes", "seas"):
        _write(folder / f"natural-earth/{name}.csv", "name,class\nHelmand,River\n")
    fields = {"Nationality": "noun: Afghan(s) | adjective: Afghan", "Ethnic groups": "Pashtun 42%, Tajik 27%"}
    _write(folder / "factbook/2015.jsonl.gz", json.dumps({"country": "Afghanistan", "fields": fields}))
    return folder
