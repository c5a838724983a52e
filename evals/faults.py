"""The ways an endpoint goes wrong, by name: what a draft has to survive, each with the local model that does it.

Every name maps to what the model answers to every call, whatever it is asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from evals.local_model import Answer, reply

_SAID = "请您拍张照片发给我，我马上帮您核实。"

FAULTS: Mapping[str, Answer] = {
    "rate limited": Answer(status=429, retry_after="1"),
    "rate limited for long": Answer(status=429, retry_after="3600"),
    "no such key": Answer(status=401),
    "no such model": Answer(status=404),
    "broken": Answer(status=500),
    "overloaded": Answer(status=503, retry_after="0"),
    "slow": Answer(reply(_SAID).content, delay=60.0),
    "hangs": Answer(hangs=True),
    "stalls half-way": Answer(reply(_SAID).content, stalls=True),
    "cut off": Answer(reply(_SAID).content, cut=True),
    "not JSON at all": Answer(raw="<html>gateway</html>"),
    "prose": Answer("好的，马上为您处理"),
    "malformed": Answer('{"segments": ["请您拍张照片'),
    "wrong schema": Answer(json.dumps({"reply": _SAID})),
    "no list": Answer(json.dumps({"segments": _SAID})),
    "empty": Answer(""),
    "no words": reply(" "),
    "refused": Answer(refusal="I cannot help with that."),
    "filtered": Answer(finish_reason="content_filter"),
    "stopped short": Answer('{"segments": ["请您', finish_reason="length"),
    "100 kB": reply("好" * 33_000),
    "100 kB of braces": Answer("{" * 100_000),
    "wrong script": reply("親愛的顧客，麻煩您拍張照片，我們馬上為您核實。"),
}
