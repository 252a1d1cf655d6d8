"""Messages for the robots of WeCom, DingTalk and Feishu groups.

They are plain text: a robot runs no markup of ours. What would call somebody
(``@all``, ``<at …>``) is written with wide characters, which call nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

#: Octets of one message: the robots take 2,048, 20,000 and 30,000.
_MOST: Mapping[str, int] = MappingProxyType(
    {"wecom": 2000, "dingtalk": 18_000, "feishu": 18_000}
)
_WIDE = str.maketrans({"@": "＠", "<": "＜", ">": "＞"})


def payloads(robot: str, title: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the JSON of each message; long lists become several messages."""
    make = FORMATS[robot]
    for text in _parts(title, lines, _MOST[robot]):
        yield make(text)


def accepted(answer: Any) -> bool:
    """Tell whether a robot took a message: all of them answer a code of 0."""
    if not isinstance(answer, Mapping):
        return False
    codes = (answer.get(key) for key in ("errcode", "code", "StatusCode"))
    return next((code for code in codes if code is not None), None) == 0


def _wecom(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}}


def _dingtalk(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}


def _feishu(text: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": text}}


FORMATS: Mapping[str, Callable[[str], dict[str, Any]]] = MappingProxyType(
    {"wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu}
)


def _parts(title: str, lines: Iterable[str], most: int) -> Iterator[str]:
    text = title.translate(_WIDE)
    is_empty = True
    for line in lines:
        added = f"{text}\n{line.translate(_WIDE)}"
        if len(added.encode()) > most and not is_empty:
            yield text
            added = f"{title}\n{line}".translate(_WIDE)
        text, is_empty = _cut(added, most), False
    if not is_empty:
        yield text


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many octets, no character torn."""
    octets = text.encode()
    if len(octets) <= most:
        return text
    return octets[: most - 3].decode(errors="ignore") + "…"
