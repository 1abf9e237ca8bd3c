"""Plain values of a data file as frozen dataclasses with declared, typed fields."""

import dataclasses
import types
import typing
from decimal import Decimal

Plain = dict | list | str | Decimal | None


def record(kind: type, values: Plain) -> typing.Any:
    """Values as an instance of `kind`, whose annotations say what lies inside: dataclasses, tuples, texts,
    numbers.

    kind: a dataclass, `tuple[X, ...]`, `dict[str, X]`, `X | None`, str, int or Decimal.
    What the author left out is None, or an empty tuple where a list could stand.
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if values is None else record(inner[0], values)
    if origin is tuple:
        return tuple(record(inner[0], value) for value in values or ())
    if origin is dict:
        return {key: record(inner[1], value) for key, value in (values or {}).items() if value is not None}
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(
            **{
                field.name: record(hints[field.name], values.get(field.name))
                for field in dataclasses.fields(kind)
            }
        )
    return int(values) if kind is int else values


def namespace(name: str, values: Plain) -> typing.Any:
    """Values as a frozen dataclass made for them, all the way down: for words that only templates name.

    Where a key is no name that Python takes, as in `own-behavior`, they are a mapping that cannot be changed.
    """
    if isinstance(values, dict):
        if not all(key.isidentifier() for key in values):
            return types.MappingProxyType({key: namespace(key, value) for key, value in values.items()})
        kind = dataclasses.make_dataclass(name, values, frozen=True)
        return kind(**{key: namespace(key, value) for key, value in values.items()})
    if isinstance(values, list):
        return tuple(namespace(name, value) for value in values)
    return values
