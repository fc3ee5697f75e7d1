"""Two other tools, each used as its documentation says, on the content faults that it can express.

The flagship's content, with the fault in it, is put into each tool's own form: the prose with its bindings,
the facts with their quotes, and a text for each source. We hold copies of no source but one. Each of these
texts is made of the quotes that the content has of it without any fault: both are given more than we have.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from bench.faults import written
from bench.faults.planted import Files, Found, Planted
from bench.faults.tables import Rival, Scored

MOST_OF_A_KIND = 8
_CALL = re.compile(
    r"""\{\{\s*(?P<name>\w+)\(\s*(?P<mark>["'])(?P<first>.*?)(?P=mark)(?P<rest>.*?)\)\s*\}\}""", re.DOTALL
)
_BARE = re.compile(r"\{\{\s*\w+\(\s*\)\s*\}\}")
_NUMERAL = re.compile(r"\d[\d,.]*\d|\d")
_DATE = re.compile(
    r"(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}|\b20\d\d\b"
)


class Flagship(Protocol):
    """What is needed of the flagship: its content, and its finished files."""

    content: Files
    finished: Files


@dataclass(frozen=True)
class Line:
    """A paragraph or a text of an exhibit, as one line: from which characters of which file."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Quoted:
    """A number or a statement with a quote that is evidence for it, the ``nth`` of its quotes from 0."""

    address: str
    value: str
    quote: str
    source: str
    nth: int = 0

    @property
    def key(self) -> str:
        """The address as both tools can write it, and which quote it is if not the first."""
        return re.sub(r"[^a-z0-9]+", "_", self.address.lower()) + (f"_q{self.nth}" if self.nth else "")


@dataclass(frozen=True)
class Said:
    """Something a tool finds: where in the files that we made for it, and what."""

    where: str
    line: int
    what: str


def lines(content: Files) -> list[Line]:
    """Return the texts of a briefing in the order of its files, each on one line."""
    found = []
    for name in sorted(content):
        if name.startswith((written.BRIEFING, "content/claims/")) and name.endswith((".md", ".yaml")):
            text = content[name].decode("utf-8")
            for start, end, _ in written.free(written.Written(name, text)):
                said = " ".join(text[start:end].lstrip("#>- '\"").split()).rstrip("'\"")
                if said:
                    found.append(Line(name, start, end, said))
    return found


def facts(content: Files) -> list[Quoted]:
    """Return each fact, and each point of a series, with each of its quotes, the plainest first."""
    found = []
    for name in sorted(content):
        if not name.startswith("content/facts/"):
            continue
        for id_, record in yaml.load(content[name], Loader=yaml.CBaseLoader).items():
            evidence = [one for one in record.get("evidence", []) if "set_aside" not in one]
            stated = {None: record.get("value") or record.get("says")} | dict(record.get("points", {}))
            for period, value in stated.items():
                own = [one for one in evidence if one.get("period", period) == period]
                own.sort(key=lambda one: ("stance" in one, "note" in one))
                if value and own:
                    address = id_ if period is None else f"{id_}@{period}"
                    found += [
                        Quoted(address, value, one["quote"], one["source"], nth)
                        for nth, one in enumerate(own)
                    ]
    return found


def texts(content: Files) -> dict[str, str]:
    """Return a text for each source: all that the content quotes from it."""
    found: dict[str, list[str]] = {}
    for name in sorted(content):
        if name.startswith(("content/facts/", "content/claims/")):
            for record in yaml.load(content[name], Loader=yaml.CBaseLoader).values():
                for one in [*record.get("evidence", []), record]:
                    if "quote" in one and "source" in one:
                        found.setdefault(one["source"], []).append(one["quote"])
    return {
        source: "\n\n".join(one for one in dict.fromkeys(quotes) if not _is_part(one, quotes)) + "\n"
        for source, quotes in found.items()
    }


def _is_part(quote: str, quotes: Sequence[str]) -> bool:
    """Return whether a quote stands within a longer one of its source, and so in that source already."""
    return any(quote != other and quote in other for other in quotes)


class ManuscriptGuard:
    """`manuscript-guard check`: bindings in the manuscript, a ledger of literature beside stored sources."""

    name = "manuscript-guard"
    kinds = frozenset(
        {
            "digit changed in a value",
            "two facts exchanged",
            "quote with a changed digit",
            "quote with a changed hedge",
            "citation to the wrong source",
            "uncited number typed",
            "number word typed",
            "multiple typed",
            "date changed",
            "number word changed",
        }
    )

    def __init__(self, python: Path, clean: Flagship) -> None:
        self.command = python.parent / "manuscript-guard"
        self.sources = texts(clean.content)
        self.record = json.loads(clean.finished["data/facts.json"])
        self.hedges = {
            one.key: (one.value[: found.start()], one.value[found.end() :])
            for one in facts(clean.content)
            if _as_quoted(one) and _number(one.value) is not None and (found := _NUMERAL.search(one.value))
        }
        self.dates = sorted(
            {date for one in lines(clean.content) for date in _DATE.findall(_plain(one.text))}
        )

    def said(self, content: Files, folder: Path) -> list[Said]:
        """Return what its check fails on, of a project made of ``content`` in ``folder``."""
        subprocess.run(
            [self.command, "init", str(folder), "--english", "en-GB"], capture_output=True, check=True
        )
        ledger, told = self._ledger(content), lines(content)
        (folder / "literature" / "sources").mkdir(exist_ok=True)
        for source, text in self.sources.items():
            (folder / "literature" / "sources" / f"{source}.txt").write_text(text, "utf-8")
        entries = {"schema": "manuscript-guard/ledger/1", "entries": list(ledger.values())}
        _write(folder / "literature" / "ledger.yaml", entries)
        references = "\n".join(
            f"@misc{{{_citekey(one)}, title = {{{one}}}, year = {{2026}}}}" for one in self.sources
        )
        (folder / "literature" / "references.bib").write_text(references + "\n", "utf-8")
        body = ["---", 'title: "Unlike twins"', "---", "", "# Introduction", ""]
        for one in told:
            body += [self._bound(one.text, ledger), ""]
        (folder / "manuscript" / "main.md").write_text("\n".join(body), "utf-8")
        paper = yaml.safe_load((folder / "paper.yaml").read_text("utf-8"))
        paper["stage"] = "drafting"
        authors = (folder / "authors.yaml").read_text("utf-8")
        for name in ("family", "given"):
            authors = authors.replace(f'{name}: ""', f"{name}: Desk")
        (folder / "authors.yaml").write_text(authors, "utf-8")
        paper["terms"] = [*_NAMES]
        paper["conventions"] = [
            {"id": f"date-{nth}", "pattern": rf"\b{re.escape(date)}\b", "why": "a date the text tells of"}
            for nth, date in enumerate(self.dates)
        ]
        _write(folder / "paper.yaml", paper)
        done = subprocess.run(
            [self.command, "check", "--json", "--stage", "drafting", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        read = json.loads(done.stdout)
        return [
            Said(
                str(one.get("file") or one.get("path") or "").removeprefix(f"{folder}/"),
                int(one.get("line") or 0),
                str(one.get("message")).replace(str(folder), "."),
            )
            for one in read.get("findings", [])
            if str(one.get("severity", one.get("level", ""))).upper() in ("FAIL", "ERROR")
        ]

    def is_at(self, said: Said, fault: Planted, content: Files) -> bool:
        """Return whether what is said names the fact, or the line, that a fault is in."""
        return _is_at(said, fault, content, lambda nth: 7 + 2 * nth)

    def _ledger(self, content: Files) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for one in facts(content):
            value: Any = one.quote
            shown = one.quote
            if (
                one.key in self.hedges
            ):  # its number is bound; others, in words or of several numbers, are quoted
                value = _number(one.value)
                shown = _as_quoted(one) or next(iter(_NUMERAL.findall(one.value)), one.value)
                value = one.value if value is None else value
            found[one.key] = {
                "key": one.key,
                "value": value,
                "display": shown,
                "citekey": _citekey(one.source),
                "depth": "full-text",
                "source_file": f"sources/{one.source}.txt",
                "locator": "the passage quoted",
                "quote": one.quote,
            }
        return found

    def _bound(self, text: str, ledger: Mapping[str, object]) -> str:
        def binding(call: re.Match[str]) -> str:
            name, first = call["name"], call["first"]
            key = re.sub(r"[^a-z0-9]+", "_", first.lower())
            if name in ("fact", "accounts", "quote"):
                hedge, unit = self.hedges.get(key, ("", ""))
                return f"{hedge}{{{{lit.{key}}}}}{unit}" if key in ledger else "so much"
            return first if name == "claim" else "that"

        return _BARE.sub("", _CALL.sub(binding, text)).replace("“", "").replace("”", "")


_NAMES = (
    "WSE-3",
    "G42",
    "H100",
    "H200",
    "3.1 70B",
    "3.1",
    "70B",
    "S-1",
    "10-K",
    "10-Q",
    "LPX",
    "Groq 3",
    "Llama 4",
)


class Repro:
    """`repro verify` and `repro numbers`: claims with quotes in pinned sources and numbers at addresses."""

    name = "reproducible-science"
    kinds = ManuscriptGuard.kinds

    def __init__(self, python: Path, clean: Flagship) -> None:
        self.command = python.parent / "repro"
        self.sources = texts(clean.content)
        self.record = json.loads(clean.finished["data/facts.json"])
        self.derived = [
            Quoted(address, one["words"]["sentence"], "", "")
            for address, one in self.record["facts"].items()
            if "formula" in one and _number(one.get("words", {}).get("sentence", "")) is not None
        ]
        self.reported = {one.address: one.value for one in (*facts(clean.content), *self.derived)}

    def said(self, content: Files, folder: Path) -> list[Said]:
        """Return the assertions that do not verify, and the numbers that no claim accounts for."""
        (folder / "sources").mkdir(parents=True)
        for source, text in self.sources.items():
            (folder / "sources" / f"{source}.txt").write_text(text, "utf-8")
        known, told = facts(content), lines(content)
        first = [one for one in known if not one.nth]
        values = {one.key: _number(one.value) for one in first if _number(one.value) is not None}
        values |= {one.key: _number(one.value) for one in self.derived}
        (folder / "facts.json").write_text(json.dumps(values, indent=1) + "\n", "utf-8")
        printed = [self._printed(one.text) for one in told]
        (folder / "paper.md").write_text("\n\n".join(text for text, _ in printed) + "\n", "utf-8")
        artifacts = [self._artifact(folder, "facts", "facts.json", "application/json")]
        artifacts.append(self._artifact(folder, "paper", "paper.md", "text/markdown"))
        for source in self.sources:
            artifacts.append(
                self._artifact(folder, _identifier(source), f"sources/{source}.txt", "text/plain")
            )
        passages: dict[str, list[str]] = {}
        for _, many in printed:
            for address, passage in many:
                passages.setdefault(address, []).append(passage)
        claims = [self._claim(one, passages.get(one.address, []), values) for one in [*known, *self.derived]]
        manifest = {
            "schema_version": "repro/1",
            "project": "inference-pivot",
            "artifacts": artifacts,
            "claims": [one for one in claims if one["evidence"]],
            "set_aside": [
                {"artifact": "paper", "text": name, "reason": "a name"}
                for name in _NAMES
                if any(name in text for text, _ in printed)
            ],
        }
        _write(folder / "repro.yaml", manifest)
        return [*self._unverified(folder), *self._unbound(folder)]

    def is_at(self, said: Said, fault: Planted, content: Files) -> bool:
        """Return whether what is said names the fact, or the line, that a fault is in."""
        return _is_at(said, fault, content, lambda nth: 1 + 2 * nth)

    def _artifact(self, folder: Path, name: str, path: str, kind: str) -> dict[str, object]:
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        return {
            "id": name,
            "path": path,
            "media_type": kind,
            "digest": {"algorithm": "sha256", "value": digest},
        }

    def _printed(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Return a text with the words of its facts, and for each its passage: the words and some before."""
        parts: list[str] = []
        found: list[tuple[str, str]] = []
        at = 0
        for call in _CALL.finditer(text):
            parts.append(text[at : call.start()])
            at = call.end()
            if call["name"] == "fact":
                fact = self.record["facts"].get(call["first"], {})
                words = fact.get("words", {}).get("sentence") or fact.get("says") or "that"
                before = "".join(parts)[-30:]
                parts.append(words)
                found.append((call["first"], (before + words).replace("\u00a0", " ").strip()))
            elif call["name"] == "claim":
                parts.append(call["first"])
            else:
                parts.append("that")
        return "".join([*parts, text[at:]]).replace("\u00a0", " "), found

    def _claim(self, one: Quoted, passages: Sequence[str], values: Mapping[str, object]) -> dict[str, Any]:
        evidence: list[dict[str, object]] = []
        if one.quote:
            evidence.append({"kind": "quote", "artifact": _identifier(one.source), "text": one.quote})
        reported = _number(self.reported.get(one.address, ""))
        if one.key in values and reported is not None:
            metric = {"kind": "metric", "artifact": "facts", "name": one.key, "reported": str(reported)}
            evidence.append({**metric, "pointer": f"/{one.key}"})
            evidence += [
                {"kind": "quote", "artifact": "paper", "text": text} for text in dict.fromkeys(passages)
            ]
        return {"id": one.key.replace("_", "-"), "text": f"{one.address}: {one.value}", "evidence": evidence}

    def _unverified(self, folder: Path) -> Iterator[Said]:
        done = subprocess.run(
            [self.command, "verify", "--format", "json"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        for claim in json.loads(done.stdout)["report"]["claims"]:
            for one in claim["decisions"]:
                if one["comparison"] != "match":
                    key = claim["claim_id"].replace("-", "_")
                    yield Said(key, 0, f"{key}: {one['kind']} {one['comparison']} {one['reason']}")

    def _unbound(self, folder: Path) -> Iterator[Said]:
        done = subprocess.run(
            [self.command, "numbers", "--text", "paper", "--format", "json"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        for text in json.loads(done.stdout)["texts"]:
            for one in text["numbers"]:
                if one["standing"] == "unbound":
                    yield Said("paper.md", one["line"], f"{one['text']} unbound: {one['context']}")


def scored(python: Path, flagship: Flagship, faults: Sequence[Planted], folder: Path) -> list[Rival]:
    """Return what each of the other tools says, of at most eight faults of a kind."""
    rivals = []
    for tool in (ManuscriptGuard, Repro):
        version = subprocess.run(
            [python, "-c", f"from importlib.metadata import version; print(version('{tool.name}'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        one = tool(python, flagship)
        clean = one.said(flagship.content, Path(tempfile.mkdtemp(dir=folder)) / "clean")
        taken = [fault for fault in faults if fault.kind in one.kinds and _can_be_put(fault)]
        counts: dict[str, int] = {}
        few = []
        for fault in taken:
            counts[fault.kind] = counts.get(fault.kind, 0) + 1
            if counts[fault.kind] <= MOST_OF_A_KIND:
                few.append(fault)
        with ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(_found, one, clean, fault, flagship, folder) for fault in few]
        found = [done.result() for done in waiting]
        results = tuple(Scored(fault, said) for fault, said in zip(few, found, strict=True))
        rivals.append(Rival(one.name, version, results, len(clean)))
    return rivals


def _can_be_put(fault: Planted) -> bool:
    """Return whether a fault is in prose or in a fact, which both tools have; in no script, claim or call."""
    return fault.file.startswith(("content/facts/", written.BRIEFING)) and not (
        fault.kind == "citation to the wrong source" and fault.file.startswith(written.BRIEFING)
    )


def _found(
    tool: ManuscriptGuard | Repro, clean: Sequence[Said], fault: Planted, flagship: Flagship, folder: Path
) -> Found:
    content = fault.planted(flagship.content)
    place = Path(tempfile.mkdtemp(dir=folder))
    try:
        said = tool.said(content, place / "project")
    finally:
        shutil.rmtree(place)
    known = [(one.where, one.what) for one in clean]
    fresh = []
    for one in said:
        if (one.where, one.what) in known:
            known.remove((one.where, one.what))
        else:
            fresh.append(one)
    right = [one for one in fresh if tool.is_at(one, fault, content)]
    told = right or fresh
    return Found(bool(fresh), bool(right), f"{told[0].where}: {told[0].what}" if told else "")


def _is_at(said: Said, fault: Planted, content: Files, line_of: Any) -> bool:
    if fault.file.startswith("content/facts/"):
        text = content[fault.file].decode("utf-8")
        for place in fault.places:
            id_ = re.findall(r"^([\w-]+):", text[: place.span[0]], re.MULTILINE)[-1]
            key = re.sub(r"[^a-z0-9]+", "_", id_.lower())
            if re.search(
                rf"(?<![a-z0-9_]){key}(?:_\d+)?(?:_q\d+)?(?![a-z0-9_])", f"{said.where} {said.what}"
            ):
                return True
        return False
    spots = [
        line_of(nth)
        for nth, one in enumerate(lines(content))
        if one.file == fault.file and any(one.start <= place.span[0] <= one.end for place in fault.places)
    ]
    return said.line in spots


def _plain(text: str) -> str:
    return _CALL.sub("", text)


def _number(value: str) -> float | int | None:
    """Return the one numeral of a value; None where it has none, several, or a date."""
    numerals = _NUMERAL.findall(value)
    if len(numerals) != 1 or _DATE.search(value):
        return None
    number = numerals[0].replace(",", "")
    return float(number) if "." in number else int(number)


def _as_quoted(one: Quoted) -> str:
    """Return the numeral of a value as its quote writes it, with commas or not; nothing if it does not."""
    numeral = next(iter(_NUMERAL.findall(one.value)), "")
    same = [
        found for found in _NUMERAL.findall(one.quote) if found.replace(",", "") == numeral.replace(",", "")
    ]
    return same[0] if same else ""


def _citekey(source: str) -> str:
    return re.sub(r"[^a-z0-9]", "", source)


def _identifier(source: str) -> str:
    return f"source-{source}"


def _write(file: Path, value: object) -> None:
    file.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000), "utf-8")
