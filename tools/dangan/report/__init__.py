"""Findings and tables as text for people and as data for machines."""
