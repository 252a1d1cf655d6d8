"""Send JSON to an address that a person gave: the only way out of this program.

Only http and https; a redirect is not followed, so that nothing is sent
elsewhere. The address holds the key of a robot and is never part of a message.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from dangan.model.errors import SetupError
from dangan.model.message import M

_SCHEMES = frozenset({"http", "https"})
_SECONDS = 10
#: Octets of an answer that are read.
_MOST = 65_536


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        """Return nothing, which makes the redirect an error."""


def post_json(address: str, data: Any) -> Any:
    """Send data and return the answer as data; None where it is no JSON.

    SetupError where the address is none, nobody answers, or the answer is no success.
    """
    parts = urllib.parse.urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SetupError(
            "not an address of the kind https://…",
            hint="copy the webhook address of the robot as it is",
        )
    body = json.dumps(data, ensure_ascii=False).encode()
    head = {"Content-Type": "application/json; charset=utf-8"}
    request = urllib.request.Request(address, body, head)  # noqa: S310  scheme checked
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            return _read(answer.read(_MOST))
    except urllib.error.HTTPError as error:
        error.close()
        raise SetupError(
            M("the robot answered {code}", code=error.code),
            hint="check the address of the robot",
        ) from None
    except OSError:
        raise SetupError(
            "the robot does not answer",
            hint="check the network and the address of the robot",
        ) from None


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
