"""Pictures of an estimate: from its tables to SVG, with nothing in between."""

from costmodel.pictures.categories import categories
from costmodel.pictures.distribution import distribution
from costmodel.pictures.iceberg import iceberg
from costmodel.pictures.timeline import timeline

__all__ = ["categories", "distribution", "iceberg", "timeline"]
