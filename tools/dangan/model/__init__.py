"""Frozen values that every other layer speaks: no input, no output, no clock."""
