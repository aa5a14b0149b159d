"""Screening of whole files: every row answered, in order, and an account of the run."""

from screening.batch.columns import FIELDS
from screening.batch.options import BatchOptions, BatchReport, Detected, QueryScreener, Workers
from screening.batch.run import place_beside, run_batch
from screening.batch.workers import available_cores

__all__ = [
    "FIELDS",
    "BatchOptions",
    "BatchReport",
    "Detected",
    "QueryScreener",
    "Workers",
    "available_cores",
    "place_beside",
    "run_batch",
]
