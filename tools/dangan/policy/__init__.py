"""Packs: a regulation as data, loaded, merged, dated and selected."""
