"""Imported by the process that workers fork from: loads the pipeline once, so that they share its memory.

The environment says which. Whatever goes wrong here shows again, and is told, where a worker loads it.
"""

from __future__ import annotations

import contextlib
import gc
import os

from pipeline.run import PRELOAD_VARIABLE, start_reader

with contextlib.suppress(Exception):
    start_reader(os.environ[PRELOAD_VARIABLE]).warm_up()
    # What is here stays: a collector that looked at it would copy its pages into every worker.
    gc.collect()
    gc.freeze()
