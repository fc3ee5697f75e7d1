"""Write a built draft as plain material: Markdown, JSON and fonts, all that the yardstick's script reads.

    python bench/yardstick/export.py DRAFT MATERIAL [--root ROOT]

DRAFT is a draft's folder; ROOT the repository it was built from. Done before any clock runs: the numbers are
filled in, the citations numbered, the charts' values read. What is written:

    page.json          title, standfirst, findings, sections in order, sources
    sections/ID.md     a section, with ``{{ exhibit("id") }}`` where an exhibit stands
    exhibits.json      each exhibit: title, note, width, and a table, or a chart's kind and values
    fonts/             the fonts of the page

Left out is what only we make: evidence panels, the data behind each exhibit, the marks of the key.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import html

HOUSE = Path(__file__).parents[2]
_LEFT_OUT = "//*[@popover] | //details | //svg | //button | //nav | //*[@class='behind-link']"
_SPECIAL = re.compile(r"([\\`*_\[\]|#])")
_INLINE = {"b": "**", "strong": "**", "em": "*", "i": "*", "cite": "*"}
_CALL = re.compile(r"canvas\.(bars|points|stacked|series|scatter|headlines)\(")
_HEADS = re.compile(r"heads=(\([^)]*\))")


def export(draft: Path, material: Path, root: Path) -> None:
    """Write the material of ``draft``, built from ``root``, into ``material``, a folder that is made anew."""
    shutil.rmtree(material, ignore_errors=True)
    (material / "sections").mkdir(parents=True)
    page = html.document_fromstring((draft / "index.html").read_bytes())
    contents = [inline(one) for one in page.xpath("//nav[@class='contents']//a")]
    for element in page.xpath(_LEFT_OUT):
        element.drop_tree()
    sections = page.xpath("//div[@class='sections']/section[@id]")
    for section in sections:
        text = "\n\n".join(blocks(section))
        (material / "sections" / f"{section.get('id')}.md").write_text(text + "\n", "utf-8")
    facts = json.loads((draft / "data" / "facts.json").read_text("utf-8"))
    folder = root / "content" / "briefings" / facts["briefing"]["id"]
    briefing = yaml.safe_load((folder / "briefing.yaml").read_text("utf-8"))
    begin = {one["file"] for one in briefing["sections"] if isinstance(one, dict) and "begins" in one}
    listed = [
        {
            "id": one.get("id"),
            "short": short,
            "title": inline(one.find("h2")).strip(),
            "begins": one.get("id") in begin,
        }
        for one, short in zip(sections, contents, strict=True)
    ]
    specs = yaml.safe_load((folder / "exhibits.yaml").read_text("utf-8"))
    write(material / "page.json", {**front(page), "sections": listed})
    write(material / "exhibits.json", exhibits(page, draft, root, facts, specs, briefing["cover"]))
    (material / "fonts").mkdir()
    own = root / "templates" / "fonts"
    for font in sorted((own if own.is_dir() else HOUSE / "templates" / "fonts").glob("*.[tw]*f*")):
        shutil.copy(font, material / "fonts")


def write(file: Path, what: Any) -> None:
    """Write ``what`` as JSON."""
    file.write_text(json.dumps(what, ensure_ascii=False, indent=1) + "\n", "utf-8")


# --- text ----------------------------------------------------------------------------------------


def inline(element: html.HtmlElement) -> str:
    """Return an element's text as a line of Markdown."""
    made = [_escaped(element.text)]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag == "a" and child.get("href"):
            made.append(f"[{inline(child).strip()}]({child.get('href')})")
        elif child.tag == "sup":
            made.append(f"<sup>{inline(child)}</sup>")
        elif child.tag in _INLINE and (said := inline(child).strip()):
            made.append(f"{_INLINE[child.tag]}{said}{_INLINE[child.tag]}")
        elif child.tag == "p":  # a paragraph in an item of a list
            made.append(f" {inline(child)} ")
        else:
            made.append(inline(child))
        made.append(_escaped(child.tail))
    return re.sub(r"[ \n\t]+", " ", "".join(made))


def _escaped(text: str | None) -> str:
    plain = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace("\u200b", "")
    return _SPECIAL.sub(r"\\\1", plain)


def blocks(element: html.HtmlElement) -> Iterator[str]:
    """Yield the blocks of a section as Markdown."""
    for child in element:
        if child.tag in ("h2", "h3", "h4"):
            yield f"{'#' * (int(child.tag[1]) - 1)} {inline(child).strip()}"
        elif child.tag == "p":
            yield re.sub(r"^(\d+)\.", r"\1\\.", inline(child).strip())
        elif child.tag == "aside":
            said = "\n\n".join(f"    {one}" for one in blocks(child))
            yield f'!!! note ""\n{said}'
        elif child.tag == "ol" and child.get("class") == "sources":
            yield "{{ sources() }}"
        elif child.tag in ("ul", "ol"):
            mark = "-" if child.tag == "ul" else "1."
            yield "\n".join(f"{mark} {inline(one).strip()}" for one in child)
        elif child.tag == "figure":
            yield f'{{{{ exhibit("{child.get("id").removeprefix("exhibit-")}") }}}}'
        elif child.tag == "table":
            yield table(child)
        elif isinstance(child.tag, str):
            yield from blocks(child)


def table(element: html.HtmlElement) -> str:
    """Return a table as Markdown."""
    head, *rows = [[inline(cell).strip() for cell in row.xpath("./td|./th")] for row in element.iter("tr")]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def front(page: html.HtmlElement) -> dict[str, Any]:
    """Return what stands around the sections, each text as a line of Markdown."""

    def said(path: str) -> list[str]:
        return [inline(one).strip() for one in page.xpath(path)]

    checked = said("//section[contains(@class, 'verdicts')]/h2")

    return {
        "title": said("//h1")[0],
        "desk": said("//p[@class='desk']")[0],
        "about": said("//p[@class='facts']/span"),
        "standfirst": said("//p[@class='standfirst']")[0],
        "findings": said("//*[@class='findings']/p"),
        "checked": checked[0] if checked else "",
        "verdicts": said("//section[contains(@class, 'verdicts')]//li"),
        "disclosure": said("//section[@class='disclosure']/p"),
        "sources": said("//ol[@class='sources']/li/div"),
    }


# --- exhibits ------------------------------------------------------------------------------------


def exhibits(
    page: html.HtmlElement,
    draft: Path,
    root: Path,
    facts: dict[str, Any],
    specs: dict[str, Any],
    cover: str,
) -> dict[str, dict[str, Any]]:
    """Return each exhibit of the page by id, the cover's chart under its own."""
    made = {}
    for figure in page.iter("figure"):
        name = (figure.get("id") or f"exhibit-{cover}").removeprefix("exhibit-")
        texts = {
            key: " ".join(inline(one).strip() for one in figure.xpath(f".//p[@class='{key}']"))
            for key in ("exhibit-number", "exhibit-subtitle", "source-line")
        }
        title = inline(figure.xpath(".//*[@class='exhibit-title']")[0]).strip()
        made[name] = {
            "number": texts["exhibit-number"],
            "title": title,
            "subtitle": texts["exhibit-subtitle"],
            "source": texts["source-line"],
            "width": specs[name].get("width", "body"),
            "cover": not figure.get("id"),
        }
        if "chart" in specs[name]:
            script = (root / "charts" / f"{specs[name]['chart']}.py").read_text("utf-8")
            made[name] |= chart(name, script, draft, facts)
        else:
            made[name]["table"] = table(figure.find(".//table"))
    return made


def chart(name: str, script: str, draft: Path, facts: dict[str, Any]) -> dict[str, Any]:
    """Return a chart's kind, the heads of its columns, and its marks with their values.

    The kind is what the chart's script calls. A value is two numbers, ``low`` and ``high``, equal where it is
    exact; one of them is None where the hedge leaves that end open, both where none is stated.
    """
    forms = {one["id"]: [mark["form"] for mark in one["marks"]] for one in facts["exhibits"]}.get(name)
    with (draft / "data" / f"exhibit-{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dates = {address: fact.get("period") or fact.get("as_of") for address, fact in facts["facts"].items()}
    heads = _HEADS.search(script)
    return {
        "chart": _CALL.search(script)[1],
        "heads": list(ast.literal_eval(heads[1])) if heads else [],
        "marks": [
            {
                "row": row["row"],
                "words": row["words"],
                "low": float(row["low"]) if row["low"] else None,
                "high": float(row["high"]) if row["high"] else None,
                "unit": row["unit"],
                "form": form,
                "forecast": row["kind"] == "forecast",
                "date": dates.get(row["fact"]),
            }
            for row, form in zip(rows, forms or ["bar"] * len(rows), strict=True)
        ],
    }


def main() -> None:
    """Export what the call names."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("draft", type=Path)
    called.add_argument("material", type=Path)
    called.add_argument("--root", type=Path, default=HOUSE)
    asked = called.parse_args()
    export(asked.draft, asked.material, asked.root)


if __name__ == "__main__":
    main()
