"""Answers as text: JSON for machines, pages for people, and how far a long job is."""
