"""Puts trained parts and rule components together into one pipeline folder, without training anything."""

from __future__ import annotations

import json
import shutil
from importlib import import_module, util
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_config, load_model_from_config, registry

from pipeline.errors import TrainingError

META = {
    "version": "0.1.0",
    "description": "Tags, sentences, dependencies, names, lemmas and the claims that they carry, for English articles.",
    "author": "claimspan",
    "license": "CC BY-SA 4.0",
}
# Modules of pipeline.stages that register components or tokenizers.
STAGES = (
    *("sections", "encoder", "lemmas", "times", "values", "linking", "coreference", "propositions", "statistics"),
    *("relations", "claims", "reading", "tokenization"),
)


def assemble(config: Path, run: Path, out: Path, *, quantise: bool = True) -> list[str]:
    """Export the encoder trained in the folder `run` and save the pipeline of `config` to `out`.

    Returns the component names; needs the `train` extra.
    """
    from pipeline.training.encoder import sample_windows, trained_reader
    from pipeline.training.encoder_export import export

    reader, tokenizer = trained_reader(run)
    nlp = _build(load_config(config), allow_missing=False)
    encoder: Any = nlp.get_pipe("claimspan_encoder")
    encoder.files = export(
        reader,
        json.loads((run / "inventory.json").read_text("utf-8")),
        tokenizer,
        quantise=quantise,
        sample=sample_windows(run, tokenizer) if quantise else (),
    )
    return _save(nlp, out)


def register() -> None:
    """Import the stages that register components, so that a checkout works without being installed."""
    for name in STAGES:
        if util.find_spec(f"pipeline.stages.{name}"):
            import_module(f"pipeline.stages.{name}")


def _build(settings: Any, *, allow_missing: bool) -> Language:
    register()
    missing = [
        name
        for name, component in settings["components"].items()
        if "factory" in component and not Language.has_factory(component["factory"])
    ]
    tokenizer = settings["nlp"]["tokenizer"]["@tokenizers"]
    if not registry.has("tokenizers", tokenizer):
        missing.append(tokenizer)
        settings["nlp"]["tokenizer"]["@tokenizers"] = "claimspan.TreebankTokenizer.v1"
    if missing and not allow_missing:
        raise TrainingError(
            f"There is no code for {', '.join(missing)}: install claimspan, or allow it to be left out."
        )
    settings["nlp"]["pipeline"] = [name for name in settings["nlp"]["pipeline"] if name not in missing]
    settings["components"] = {name: part for name, part in settings["components"].items() if name not in missing}
    return load_model_from_config(settings, auto_fill=True)


def _save(nlp: Language, out: Path) -> list[str]:
    """Write `nlp` to `out`, keeping a model card that is already there."""
    card = out / "README.md"
    text = card.read_text("utf-8") if card.is_file() else None
    nlp.meta.update(META, name=out.name.removeprefix("en_"))
    nlp.meta.pop("_sourced_vectors_hashes", None)
    # Where the parts were trained is of no use at run time; spaCy's defaults refer to these names.
    nlp.config["paths"] = dict.fromkeys(("train", "dev", "vectors", "init_tok2vec"))
    if out.exists():
        shutil.rmtree(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)
    if text is not None:
        card.write_text(text, "utf-8")
    return list(nlp.pipe_names)
