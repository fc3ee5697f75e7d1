"""What the page rests on as JSON-LD within it: observations, where they came from, the words that prove them.

docs/json-ld.md describes it; it holds what ``data/facts.json`` holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from tieout.formats import dataset
from tieout.formats.blocks import is_link
from tieout.formats.dataset import present
from tieout.formats.markup import panel_id, word_panel_id
from tieout.model import Evidence, Page

# What schema.org has is named as there; what it lacks is of PROV, of the Web Annotation vocabulary, or ours.
OWN = "urn:tieout:facts:1#"
_IDS = {"@type": "@id"}
CONTEXT: Mapping[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "t": OWN,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": _IDS,
    "contentUrl": _IDS,
    "mentions": _IDS,
    "appearance": _IDS,
    "minValue": {"@type": "xsd:decimal"},
    "maxValue": {"@type": "xsd:decimal"},
    # where it came from
    "origins": {"@id": "prov:hadPrimarySource", **_IDS},
    "relays": {"@id": "prov:wasDerivedFrom", **_IDS},
    "from": {"@id": "prov:wasDerivedFrom", **_IDS},
    "calculation": "prov:wasGeneratedBy",
    "Calculation": "prov:Activity",
    "inputs": {"@id": "prov:qualifiedUsage", "@container": "@index", "@index": "t:role"},
    "entity": {"@id": "prov:entity", **_IDS},
    # the words that prove it
    "evidence": {"@reverse": "oa:hasBody"},
    "Evidence": "oa:Annotation",
    "stance": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "supports": "t:supports",
    "refines": "t:refines",
    "contradicts": "t:contradicts",
    "target": {"@id": "oa:hasTarget", **_IDS},
    "source": {"@id": "oa:hasSource", **_IDS},
    "selector": "oa:hasSelector",
    "Quote": "oa:TextQuoteSelector",
    "Span": "oa:TextPositionSelector",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
    # ours, each the key of facts.json
    **{
        name: f"t:{name}"
        for name in (
            "accessed", "account", "approximate", "because", "by", "ends", "formula", "gloss", "hedge",
            "kind", "locator", "made", "max", "max_open", "measure", "min", "min_open", "moods", "needs",
            "note", "period", "problems", "reading", "reported", "seen", "set_aside", "since",
            "snapshot_sha256", "status", "vouched", "ways",
        )
    },
    "takes": "t:sides",
    "fact": {"@id": "t:fact", **_IDS},
    "result": "t:result",
}  # fmt: skip
_WORK = {
    "primary-filing": "Report",
    "press-release": "Article",
    "company-blog": "BlogPosting",
    "paper": "ScholarlyArticle",
    "specification": "TechArticle",
    "benchmark": "TechArticle",
    "news": "NewsArticle",
    "analysis": "Report",
    "aggregator": "WebPage",
    "document": "Article",
}
_FIGURE = re.compile(r'<figure class="exhibit[^>]* id="(?P<id>[^"]+)".*?</figure>', re.DOTALL)
_BOUND = re.compile(r'data-class="(?:fact|date|quotation)" data-fact="([^"]+)"')


def script(page: Page, known: Mapping[str, Any], sections: Sequence[Mapping[str, Any]], pdf: str) -> Markup:
    """Return the text of the page's JSON-LD, to stand in a ``script`` element.

    ``known`` is what ``dataset.facts`` returns of it, ``sections`` are those of ``blocks.context``; ``pdf``
    is the PDF's name, empty where there is none. Every "<" is escaped as JSON does it: no quotation can end
    the element, or begin a comment in it.
    """
    made = document(page, known, sections, pdf)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.replace("<", "\\u003c"))


def document(
    page: Page, known: Mapping[str, Any], sections: Sequence[Mapping[str, Any]], pdf: str
) -> dict[str, Any]:
    """Return the page's JSON-LD as plain values."""
    behind = {one.source.text for standing in page.standings.values() for one in standing.evidence}
    behind |= {one["source"] for one in known["claims"]}  # which may be of a source that is not described
    named = {one: f"_:{one}" for one in sorted(behind | set(known["sources"]))}
    named |= {one: f"#s{of['number']}" for one, of in known["sources"].items() if "number" in of}
    graph = [
        _report(page, known, _parts(page, sections), pdf),
        *(_fact(address, fact, named, page) for address, fact in known["facts"].items()),
        *(_claim(one, named) for one in known["claims"]),
        *(_claim_word(number, one) for number, one in enumerate(known["claim_words"], 1)),
        *(_source(one, source, named, page) for one, source in known["sources"].items()),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _report(page: Page, known: Mapping[str, Any], parts: list[dict[str, Any]], pdf: str) -> dict[str, Any]:
    briefing = known["briefing"]
    files = [("data/facts.json", "application/json"), ("data/facts.csv", "text/csv")]
    files += [(pdf, "application/pdf")] if pdf else []
    return {
        "@id": "",
        "@type": "Report",
        "identifier": briefing["id"],
        "name": briefing["title"],
        "version": briefing["version"],
        "datePublished": briefing["issued"],
        "inLanguage": page.desk.language,
        "publisher": str(page.desk.name),
        "problems": briefing["problems"],
        "encoding": [
            {"@type": "MediaObject", "contentUrl": path, "encodingFormat": kind} for path, kind in files
        ],
        "hasPart": parts,
    }


def _parts(page: Page, sections: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the parts of the page, each with the facts printed in it, in order of first use."""
    parts = []
    if page.cover:
        parts.append(_part("cover-title", page.cover.title.words, (one.address for one in page.cover.marks)))
    brief = "".join(text.html for pair in page.in_brief for text in pair)
    parts.append(_part("in-brief", "", _BOUND.findall(brief)))
    for section in sections:
        figures = []
        for figure in _FIGURE.finditer(section["html"]):
            exhibit = page.exhibits[figure["id"].removeprefix("exhibit-")]
            figures.append(_part(figure["id"], exhibit.title.words, _BOUND.findall(figure[0])))
        text = section["title"] + _FIGURE.sub("", section["html"])
        made = _part(section["id"], section["short"], _BOUND.findall(text))
        parts.append(made | ({"hasPart": figures} if figures else {}))
    return [one for one in parts if "mentions" in one or "hasPart" in one]


def _part(name: str, title: str, addresses: Iterable[str]) -> dict[str, Any]:
    mentions = [_ref(one) for one in dict.fromkeys(addresses) if one]
    kept = {"name": title or None, "mentions": mentions or None}
    return {"@id": f"#{name}", "@type": "WebPageElement", **present(**kept)}


def _fact(address: str, fact: Mapping[str, Any], named: Mapping[str, str], page: Page) -> dict[str, Any]:
    inputs = fact.get("inputs", {})
    given = page.standings[address].given
    return present(**{
        "@id": _ref(address),
        "@type": "Claim" if "says" in fact else "Observation",
        "name": fact["statement"],
        "text": fact.get("says"),
        **_number(fact),
        "observationDate": fact.get("as_of"),
        **{key: fact.get(key) for key in ("period", "since", "by", "made", "because", "note")},
        "kind": fact["kind"] if fact["kind"] != "stated" else None,
        "status": fact["status"],
        "reported": fact["reported"] or None,
        "origins": _refs(fact.get("origins", ()), named) if not inputs else None,
        "from": [_ref(one) for one in given] or None,
        "calculation": {
            "@type": "Calculation",
            "formula": fact["formula"],
            "inputs": {role: _used(page, address, role) for role in inputs},
        } if inputs else None,
        "account": [_account(one, named) for one in fact.get("accounts", ())] or None,
        "evidence": [
            _evidence(one, passage, named, page)
            for one, passage in zip(fact.get("evidence", ()), page.standings[address].evidence, strict=True)
        ] or None,
    })  # fmt: skip


def _used(page: Page, address: str, role: str) -> Any:
    """Return the usage of what an input stands for: of a series, of each of its points."""
    used = [{"entity": _ref(one)} for one in page.standings[address].inputs[role]]
    return used[0] if len(used) == 1 else used


def _account(one: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    return present(**{
        "@type": "Observation",
        "name": one["name"],
        **_number(one),
        "reported": one["reported"] or None,
        "takes": [
            {
                "@type": "Evidence",
                "target": {
                    "source": named[side["source"]],
                    "selector": {"@type": "Quote", "exact": side["quote"]},
                },
                "fact": _ref(side["fact"]),
            }
            for side in one["sides"]
        ],
    })  # fmt: skip


def _number(of: Mapping[str, Any]) -> dict[str, Any]:
    """Return a number with its words, as schema.org has it: no decimal is exact of some, rounded outward."""
    said = {"description": of["words"]["sentence"]} if "words" in of and "says" not in of else {}
    return said | (_value(of["value"]) if "value" in of else {})


def _value(value: Mapping[str, Any]) -> dict[str, Any]:
    if "date" in value:
        return {"value": value["date"]}
    low, high = value["low"], value["high"]
    return present(
        minValue=dataset.decimal(low, up=False) or None,
        maxValue=dataset.decimal(high, up=True) or None,
        min=low if _is_cut(low, up=False) else None,
        max=high if _is_cut(high, up=True) else None,
        min_open=(low is not None and not value["low_closed"]) or None,
        max_open=(high is not None and not value["high_closed"]) or None,
        unitText=value["unit"] or None,
        hedge=value["hedge"],
        approximate=value["approximate"] or None,
    )


def _is_cut(exact: str | None, *, up: bool) -> bool:
    return exact is not None and Fraction(exact) != Fraction(dataset.decimal(exact, up=up))


def _evidence(
    one: Mapping[str, Any], passage: Evidence, named: Mapping[str, str], page: Page
) -> dict[str, Any]:
    vouched, read, entry = one["vouched"], one.get("reading"), page.lock.get(passage.key)
    around = {
        "prefix": passage.prefix.text if passage.prefix else entry.prefix if entry else "",
        "suffix": passage.suffix.text if passage.suffix else entry.suffix if entry else "",
    }
    quote = {"@type": "Quote", "exact": one["quote"], **{key: text for key, text in around.items() if text}}
    span = {"@type": "Span", "start": vouched["span"][0], "end": vouched["span"][1]} if vouched else None
    return present(**{
        "@type": "Evidence",
        "stance": one["stance"],
        "target": {"source": named[one["source"]], "selector": [quote, span] if span else quote},
        **{key: one.get(key) for key in ("locator", "gloss", "set_aside", "note")},
        "relays": _refs(one["relays"], named) if "relays" in one else None,
        "reading": _value(read["value"]) | {"description": read["words"], "because": read["because"]}
        if read else None,
        "vouched": vouched.get("on"),
        "snapshot_sha256": vouched.get("snapshot_sha256"),
    })  # fmt: skip


def _claim(one: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@id": f"#c{one['number']}",
        "@type": "ClaimReview",
        "identifier": one["id"],
        "claimReviewed": one["quote"],
        "itemReviewed": {"@type": "Claim", "appearance": named[one["source"]]},
        "reviewRating": {"@type": "Rating", "alternateName": one["verdict"]},
        "reviewBody": one["record"],
        "evidence": [
            {"@type": "Evidence", "stance": by["stance"], "target": _ref(by["fact"])}
            | present(note=by.get("note"))
            for by in one["judged_by"]
        ],
    }


def _claim_word(number: int, one: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: one.get(key) for key in ("measure", "needs", "ends", "ways", "moods")}
    return present(**{
        "@id": f"#{word_panel_id(number)}",
        "@type": "Claim",
        "name": one["word"],
        "text": one["told"],
        "from": [_ref(fact) for fact in one["facts"]],
        "result": _value(one["result"]) if "result" in one else None,
        **kept,
    })  # fmt: skip


def _source(name: str, source: Mapping[str, Any], named: Mapping[str, str], page: Page) -> dict[str, Any]:
    language = page.all_sources[name].language
    return present(**{
        "@id": named[name],
        "@type": _WORK[source["kind"]],
        "identifier": name,
        "name": source["title"],
        "publisher": source["publisher"],
        "author": source.get("author"),
        "datePublished": source.get("issued"),
        "url": source["url"] if is_link(source.get("url")) else None,
        "inLanguage": language if language != page.desk.language.partition("-")[0] else None,
        "kind": source["kind"],
        "seen": source["seen"],
        "accessed": source.get("accessed"),
        "relays": _refs(source.get("relays", ()), named),
    })  # fmt: skip


def _refs(ids: Iterable[str], named: Mapping[str, str]) -> list[str] | str | None:
    found = [named[one] for one in ids if one in named]
    return found[0] if len(found) == 1 else found or None


def _ref(address: str) -> str:
    return f"#{panel_id(address)}"
