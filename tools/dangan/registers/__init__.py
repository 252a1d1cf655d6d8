"""Registers (台账): tables that follow from the records on a day; one file each."""
