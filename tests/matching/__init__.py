"""Tests of the judge, and the invented names that they share."""
