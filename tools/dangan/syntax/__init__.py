"""Text ↔ data: strict YAML, positions, canonical form, edits. No disk, no git."""

from dangan.model.problem import Problem
from dangan.syntax.dump import canonical, dump
from dangan.syntax.form import Form, formed
from dangan.syntax.keyorder import KeyOrder
from dangan.syntax.load import MAX_BYTES, Parsed, load, too_large
from dangan.syntax.positions import NodePosition, locate, positions
from dangan.syntax.roundtrip import RoundTrip
from dangan.syntax.wording import WARNINGS, WORDING

__all__ = [
    "MAX_BYTES",
    "WARNINGS",
    "WORDING",
    "Form",
    "KeyOrder",
    "NodePosition",
    "Parsed",
    "Problem",
    "RoundTrip",
    "canonical",
    "dump",
    "formed",
    "load",
    "locate",
    "positions",
    "too_large",
]
