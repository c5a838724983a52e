"""`make demo`: the main job on real input, from handbook cards to checked drafts, with no key and no network."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from evals.cases import CASES
from evals.local_model import LocalModel, from_cards, reply
from rag.domain import Request, Turn
from rag.guardrails.rule import Context
from rag.settings import Settings, load_settings
from rag.shops import shop_named
from rag.terminal import console, show_check, show_draft
from rag.textfiles import adapter, read_text, read_yaml
from rag.wiring import Wanyan, build

_ASKED = "杯子收到是裂的，退货运费谁出？"
_UNCHECKED = ("退不了的哦亲", "要退的话运费您自己出")
"""What a careless model says: a bare refusal, and the customer made to pay before anything was checked."""


def main() -> None:
    """Index, draft, and show a draft that was caught and repaired."""
    out = console()
    settings = load_settings().model_copy(update={"llm_model": None, "llm_base_url": None})
    since = time.perf_counter()
    wanyan = build(settings)
    cards, shops = len(wanyan.index.contents.cards), ", ".join(wanyan.shops)
    out.print(f"[bold]Wanyan[/]  {cards} cards · {len(wanyan.checker.rules)} rules · shops {shops}")
    out.print(f"index {wanyan.knowledge_version} ready in {time.perf_counter() - since:.1f} s\n", style="dim")
    asyncio.run(_draft_samples(wanyan, out))
    _repaired(settings, out)


async def _draft_samples(wanyan: Wanyan, out: Console) -> None:
    path = CASES / "demo.yaml"
    for case in read_yaml(path, read_text(path)):
        note = case.pop("note")
        request: Request = adapter(Request).validate_python(case)
        out.print(Rule(Text(note, style="bold"), align="left", style="dim"))
        _show_asked(out, request)
        show_draft(out, await wanyan.draft(request))
        out.print()


def _show_asked(out: Console, request: Request) -> None:
    if request.review is not None:
        out.print(Text(f"  {'★' * (request.review.stars or 0)} {request.review.text}", style="cyan"))
    for turn in request.turns:
        out.print(Text(f"  {'顾客' if turn.role == 'customer' else '客服'}：{turn.text}", style="cyan"))


def _repaired(settings: Settings, out: Console) -> None:
    """A stand-in model on this machine answers carelessly once; the gate sends its draft back."""
    out.print(Rule(Text("A draft that was caught and repaired", style="bold"), align="left", style="dim"))
    request = Request("chat", turns=(Turn("customer", _ASKED),))
    with LocalModel([reply(*_UNCHECKED), from_cards]) as model, tempfile.TemporaryDirectory() as folder:
        wanyan = build(
            settings.model_copy(
                update={
                    "llm_model": "stand-in",
                    "llm_base_url": model.base_url,
                    "llm_api_key": SecretStr("none"),
                    "data": Path(folder),
                }
            )
        )
        _show_asked(out, request)
        out.print("  the model's first draft, as the checker saw it:", style="dim")
        context = Context(shop_named(wanyan.shops, request.shop), turns=request.turns)
        unchecked = "\n".join(_UNCHECKED)
        show_check(out, "", unchecked, wanyan.check(unchecked, context))
        out.print("  sent back with the findings; what came next, and passed:", style="dim")
        show_draft(out, asyncio.run(wanyan.draft(request)))


if __name__ == "__main__":
    main()
