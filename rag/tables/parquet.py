"""The table of a Parquet file, read a group of rows at a time (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rag.errors import InputError, SettingError
from rag.tables.record import Record, Reject, Table, unlike

_ROWS = 500
"""Rows that are held at once."""


def required() -> Any:
    """The module `pyarrow`. Raises SettingError where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise SettingError("Parquet needs a library more: pip install 'wanyan[parquet]'") from error
    return pyarrow


def read(file: str) -> Table:
    """Raises InputError for a file that is no Parquet."""
    arrow = required()
    try:
        source = arrow.parquet.ParquetFile(file)
    except (OSError, ValueError) as error:  # ArrowInvalid is a ValueError
        raise InputError(f"{file}: no Parquet file that can be read") from error
    columns = unlike(source.schema_arrow.names)
    return Table(columns, _records(source, columns, file, arrow.ArrowException))


def _records(
    source: Any, columns: tuple[str, ...], file: str, broken: type[Exception]
) -> Iterator[Record | Reject]:
    number = 0
    try:
        with source:
            for batch in source.iter_batches(_ROWS):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    values = {name: cell for name, cell in zip(columns, row, strict=True) if cell is not None}
                    yield Record(values, number)
    except (OSError, broken) as error:
        raise InputError(f"{file}:{number + 1}: damaged from here on") from error
