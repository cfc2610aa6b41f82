"""Puts trained parts and rule components together into one pipeline folder, without training anything."""

from __future__ import annotations

import shutil
from importlib import import_module, util
from pathlib import Path

from spacy.language import Language
from spacy.util import load_config, load_model_from_config, registry

from pipeline.errors import TrainingError

META = {
    "name": "claimspan_cnn",
    "version": "0.1.0",
    "description": "Tags, sentences, dependencies, names, lemmas and the claims that they carry, for English articles.",
    "author": "claimspan",
    "license": "CC BY-SA 4.0",
    "url": "",
}


def assemble(config: Path, syntax: Path, names: Path, out: Path, *, allow_missing: bool = False) -> list[str]:
    """Save the pipeline of `config` to `out` and return its component names.

    `syntax` and `names` are folders of trained pipelines, or one assembled before. With `allow_missing`, components
    whose code is not there are left out instead of raising TrainingError.
    """
    settings = load_config(config, overrides={"paths.syntax": str(syntax), "paths.names": str(names)})
    register()
    missing = [
        name
        for name, component in settings["components"].items()
        if "factory" in component and not Language.has_factory(component["factory"])
    ]
    if missing and not allow_missing:
        raise TrainingError(
            f"There is no code for {', '.join(missing)}: install claimspan, or allow them to be left out."
        )
    settings["nlp"]["pipeline"] = [name for name in settings["nlp"]["pipeline"] if name not in missing]
    for name in missing:
        del settings["components"][name]
    if _assembled(names):  # its names component already owns its tok2vec
        del settings["components"]["ner"]["replace_listeners"]
    tokenizer = settings["nlp"]["tokenizer"]["@tokenizers"]
    if not registry.has("tokenizers", tokenizer):
        if not allow_missing:
            raise TrainingError(f"There is no code for the tokenizer {tokenizer}.")
        settings["nlp"]["tokenizer"]["@tokenizers"] = "claimspan.TreebankTokenizer.v1"
    nlp = load_model_from_config(settings, auto_fill=True)
    nlp.meta.update(META)
    # Where the parts were trained is of no use at run time; spaCy's defaults refer to these names.
    nlp.config["paths"] = dict.fromkeys(("train", "dev", "vectors", "init_tok2vec"))
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    return list(nlp.pipe_names)


def register() -> None:
    """Import the stages that register components, so that a checkout works without being installed."""
    for name in (
        "sections",
        "lemmas",
        "times",
        "values",
        "linking",
        "coreference",
        "propositions",
        "statistics",
        "relations",
        "claims",
        "reading",
        "tokenization",
    ):
        if util.find_spec(f"pipeline.stages.{name}"):
            import_module(f"pipeline.stages.{name}")


def _assembled(folder: Path) -> bool:
    return "claimspan_lemmas" in load_config(folder / "config.cfg")["nlp"]["pipeline"]
