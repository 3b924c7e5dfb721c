"""The command `staircase template`: an empty delivery, and beside it what every column holds."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from dashboard.commands.import_command import DeliveryError
from dashboard.text import Text
from seed.delivery.contract import TABLES, Column, Kind, Table

DELIVERY = "delivery"
EXPLAINED = "columns.md"


def carry_out(chosen: argparse.Namespace) -> None:
    """Write the files; the explanation stands outside the delivery, where no unknown file may be."""
    text, folder = Text(chosen.lang), chosen.folder
    if folder.exists() and any(folder.iterdir()):
        raise DeliveryError(text("delivery.not_empty", folder=str(folder)))
    delivery = folder / DELIVERY
    delivery.mkdir(parents=True)
    separator = ";" if text.has_decimal_comma else ","
    for table in TABLES.values():
        (delivery / f"{table.name}.csv").write_text(f"{separator.join(table.names)}\n", "utf-8-sig")
    (folder / EXPLAINED).write_text("\n".join(_explanation(delivery, text)), "utf-8")
    print(text("delivery.template", folder=str(delivery), file=str(folder / EXPLAINED)))


def _explanation(delivery: Path, text: Text) -> Iterator[str]:
    yield f"# {text('template.title')}\n"
    yield f"{text('template.intro')} {text('template.import', folder=str(delivery))}"
    for table in TABLES.values():
        need = text("template.required" if table.is_required else "template.optional")
        yield f"\n## {table.name} ({need})\n"
        yield from (f"- `{column.name}`: {_explained(column, table, text)}" for column in table.columns)
    yield ""


def _explained(column: Column, table: Table, text: Text) -> str:
    told = [text(f"template.column.{column.name}"), _kind(column, text)]
    told += [text("template.key")] if column.name in table.key else []
    told += [text("template.may_be_empty")] if column.may_be_empty else []
    told += [text("template.refers", target=".".join(column.refers))] if column.refers else []
    return "; ".join(told)


def _kind(column: Column, text: Text) -> str:
    key = f"template.kind.{column.kind}"
    return text(key, codes=", ".join(column.codes)) if column.kind is Kind.CODE else text(key)
