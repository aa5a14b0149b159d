"""Readers of official lists: one module a format, each a file in and a `Reading` out."""
