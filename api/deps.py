"""What routes ask for: the Wanyan that serves them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from rag.wiring import Wanyan


def wanyan_of(request: Request) -> Wanyan:
    """The Wanyan of this application. 503 while it is still being built."""
    wanyan: Wanyan | None = request.app.state.wanyan
    if wanyan is None:
        raise HTTPException(503, "still starting: the knowledge is being read")
    return wanyan


Serving = Annotated[Wanyan, Depends(wanyan_of)]
