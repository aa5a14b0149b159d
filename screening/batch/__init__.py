"""Screening of whole files: every row answered, in order, and an account of the run."""

from screening.batch.columns import FIELDS
from screening.batch.options import BatchOptions, BatchReport, Detected, QueryScreener
from screening.batch.run import run_batch

__all__ = ["FIELDS", "BatchOptions", "BatchReport", "Detected", "QueryScreener", "run_batch"]
