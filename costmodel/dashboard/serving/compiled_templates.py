"""Voila's templates, compiled once and not at each visit: half a second in which the server would do nothing else."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket
from voila import notebook_renderer
from voila.exporter import VoilaExporter


class CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates in the memory of the server; Jinja compares the source before it takes one."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept, if anything is."""
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket has."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


class Exporter(VoilaExporter):  # type: ignore[misc]  # Voila publishes no types
    """Voila makes one of these at each visit, and each made all templates anew."""

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.bytecode_cache = COMPILED
        return environment


def keep_compiled() -> None:
    """Have Voila keep its compiled templates; it offers no option for that, so its class is replaced by ours."""
    notebook_renderer.VoilaExporter = Exporter
