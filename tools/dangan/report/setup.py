"""A broken set-up as text: the way to the fault, the fact, the fix."""

from __future__ import annotations

from dangan.model.errors import SetupError
from dangan.model.message import M, Message
from dangan.report.i18n import render, translator


def set_up_broken(error: SetupError, lang: str) -> str:
    """Return what is wrong on one line, and what to do about it on the next."""

    def told(text: str | Message) -> str:
        """Return a message, or an English literal that may have a translation."""
        return (
            render(text, lang) if isinstance(text, Message) else translator(lang)(text)
        )

    fact = M(
        "{broken}: {way}{fact}",
        broken=M("set-up broken"),
        way="".join(f"{step} → " for step in error.context),
        fact=told(error.fact),
    )
    fix = M("  {fix}: {hint}", fix=M("fix"), hint=told(error.hint))
    lines = (render(fact, lang), *((render(fix, lang),) if error.hint else ()))
    return "\n".join(lines)
