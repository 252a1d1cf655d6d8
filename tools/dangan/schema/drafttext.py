"""The text of a draft: values with their meaning, and empty fields to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dangan.model.json import Json, JsonObject, Pointer, dotted
from dangan.model.recordtype import RecordType
from dangan.schema.draft import GIVEN
from dangan.schema.fields import ANY_INDEX, node
from dangan.syntax import KeyOrder, dump

Labels = Mapping[str, str]
#: A longer list is looked up and not written into every draft (characters).
_SHOWN_CHOICES = 100


@dataclass(frozen=True, slots=True)
class DraftText:
    """Writes drafts of one type in one language."""

    type: RecordType
    lang: str
    #: Field → value → label, for fields that have a list.
    choices: Callable[[Pointer], Mapping[str, Labels]]

    def of(
        self, data: JsonObject, offered: Sequence[Pointer], heading: str = ""
    ) -> str:
        """Return the text: help as comments, ``offered`` fields also where empty."""
        order = KeyOrder.from_schema(self.type.schema)
        empty: dict[str, list[Pointer]] = {}
        for route in offered:
            empty.setdefault(str(route[0]), []).append(route)
        lines = [f"# {heading}"] if heading else []
        for key in order.sorted({*data, *empty} - (GIVEN - set(data))):
            lines.append(self._about((key,)))
            if key in data:
                lines += dump({key: data[key]}, order).splitlines()
                lines += self._empty_below(data[key], empty.get(key, ()))
            else:
                lines += self._empty(empty[key])
        return "\n".join(lines) + "\n"

    def _about(self, route: Pointer) -> str:
        help_text = help_of(self.type, route, self.lang)
        label = label_of(self.type, route, self.lang)
        colon = "：" if self.lang.startswith("zh") else ": "
        return f"# {label}{colon}{help_text}" if help_text else f"# {label}"

    def _empty(self, routes: Sequence[Pointer]) -> Iterator[str]:
        for index, route in enumerate(routes):
            if index == 0:
                parents = enumerate(route[:-1])
                yield from (f"# {'  ' * depth}{step}:" for depth, step in parents)
            yield f"# {'  ' * (len(route) - 1)}{route[-1]}:{self._allowed(route)}"

    def _empty_below(self, value: Json, routes: Sequence[Pointer]) -> Iterator[str]:
        for route in routes:
            is_open = isinstance(value, Mapping) and len(route) > 1
            if is_open and route[1] not in value:
                yield f"  # {route[1]}:{self._allowed(route)}"

    def _allowed(self, route: Pointer) -> str:
        choices = self.choices(route).items()
        shown = " | ".join(shown_choice(*one, self.lang) for one in choices)
        return f"  # {shown}" if 0 < len(shown) <= _SHOWN_CHOICES else ""


def shown_choice(value: str, labels: Labels, lang: str) -> str:
    """Return a value with its label, or alone where it has none."""
    return f"{value} {words(labels, lang)}".strip()


def help_of(record_type: RecordType, route: Pointer, lang: str) -> str:
    """Return the help text of a field, type.yaml's own before the schema's."""
    own = record_type.data.get("draft_help", {}).get(dotted(route))
    return words(own or node(record_type.schema, route).get("x-help", {}), lang)


def label_of(record_type: RecordType, route: Pointer, lang: str) -> str:
    """Return the label of a field with those of what it stands in."""
    steps = [
        route[:end] for end in range(1, len(route) + 1) if route[end - 1] != ANY_INDEX
    ]
    infos = [record_type.field(step) for step in steps]
    labels = [words(info.label, lang) for info in infos if info]
    return " · ".join(label for label in labels if label) or dotted(route)


def words(labels: Mapping[str, str], lang: str) -> str:
    """Return a text in a language (``zh-CN``, ``en``), or what there is."""
    first = "zh" if lang.startswith("zh") else "en"
    return labels.get(first) or next(iter(labels.values()), "")
