"""How well claims match gold written by hand: read gold, score claims, hold the figures to their floors."""

from pipeline.evaluation.floors import below, read_floors
from pipeline.evaluation.gold import GoldDocument, read_gold
from pipeline.evaluation.scoring import Figures, Scores, score

__all__ = ["Figures", "GoldDocument", "Scores", "below", "read_floors", "read_gold", "score"]
