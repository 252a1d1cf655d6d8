"""Invented archives of any size, with a history by several people.

What is told stands in ``stories.yaml``; the Python here only fills templates,
gives numbers by the packs and writes the commits. The same seed gives the same
bytes, ids and commits.
"""
