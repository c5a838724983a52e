"""The commands. Each has a short file of its own; what is heavy is imported when the command runs."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import typer

from rag.errors import InputError, SettingError, WanyanError

DONE, FELL_SHORT, WRONG_USE, FAILED = 0, 1, 2, 3
"""Exit status: clean; done but something fell short; wrong use or input; the program could not do its work."""

app = typer.Typer(
    name="wanyan",
    help="Drafts customer-service replies from the shop's handbooks, and checks every reply before it is seen.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name in ("index", "search", "draft", "batch", "check", "rules", "shops", "doctor", "eval", "serve"):
    import_module(f"rag.cli.{_name}").register(app)


def main() -> None:
    """Run a command; whatever goes wrong is said in one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        _refuse_undecodable(sys.argv)
        result = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.TyperException as error:
        say = getattr(error, "format_message", error.__str__)  # which also names the option
        return _say(say(), WRONG_USE)
    except typer.Abort:
        return _say("stopped", FELL_SHORT)
    except WanyanError as error:
        return _say(str(error), WRONG_USE if isinstance(error, InputError | SettingError) else FAILED)
    except OSError as error:
        return _cut_off(error)
    except Exception as error:  # a fault of ours: what happened is for whoever mends it
        traceback.print_exc()
        return _say(f"this should not have happened: {type(error).__name__}: {error}", FAILED)
    return result if isinstance(result, int) else DONE


def hush() -> None:
    """Send what is still to be flushed nowhere: nobody reads standard output any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cut_off(error: OSError) -> int:
    if isinstance(error, BrokenPipeError):  # the reader has seen enough
        hush()
        return DONE
    return _say(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "), FAILED)


def _refuse_undecodable(arguments: list[str]) -> None:
    """Raise InputError for bytes that the shell passed and that are no text."""
    if any("\udc80" <= char <= "\udcff" for argument in arguments for char in argument):
        raise InputError("an argument is not UTF-8")


def _say(message: str, status: int) -> int:
    print(f"wanyan: {' '.join(message.split())}", file=sys.stderr)
    return status
