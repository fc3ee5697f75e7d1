"""What a page says as linked data, held against its facts: docs/json-ld.md tells what it has to say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from tieout.audit.finished import Spot, panel_of
from tieout.audit.web import LINKED, Page, parsed, spot, words_of
from tieout.frozen import frozen


@frozen
class Linked:
    """The linked data of a page: each document as plain values, and what can't be read of them."""

    documents: tuple[Any, ...]
    faults: tuple[tuple[Spot, str], ...] = ()


def read(page: bytes | Page) -> Linked:
    """Return the linked data of a page, of which it has one document.

    Of a page that can't be read, which ``web.read`` tells, there is nothing.
    """
    root = parsed(page)
    if isinstance(root, str):
        return Linked(())
    documents, faults = [], []
    found = [one for one in root.iter("script") if (one.get("type") or "").strip().lower() == LINKED]
    if len(found) != 1:
        said = f"{len(found)} documents of linked data, of which one is read" if found else "no linked data"
        faults.append((spot(found[1] if found else root), f"the page has {said}"))
    for one in found:
        try:
            documents.append(json.loads(one.text or "", object_pairs_hook=_once, parse_constant=_no_number))
        except (ValueError, RecursionError) as fault:
            faults.append((spot(one), f"the linked data can't be read: {fault}"))
    return Linked(tuple(documents), tuple(faults))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"`{next(one for one in names if names.count(one) > 1)}` stands twice in one object")
    return made


def _no_number(text: str) -> Any:
    raise ValueError(f"`{text}` is no number")


# --- linked data against facts.json --------------------------------------------------------------

_ANY = object()  # what facts.json does not hold
_TEXT = object()  # a text that it does not hold, and that may be missing
_CUT = Fraction(1, 10**11)  # how far a decimal that is not exact is off: it has twelve digits
_PREFIXES = {"@vocab": "https://schema.org/", "t": "urn:tieout:facts:1#", "oa": "http://www.w3.org/ns/oa#",
             "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#"}  # fmt: skip
_OF_A_TERM = frozenset({"@id", "@type", "@container", "@index", "@reverse"})
# What each term means where it is not simply that of schema.org.
_OF_PROV = {"origins": "hadPrimarySource", "relays": "wasDerivedFrom", "from": "wasDerivedFrom",
            "calculation": "wasGeneratedBy", "Calculation": "Activity", "inputs": "qualifiedUsage",
            "entity": "entity"}  # fmt: skip
_OF_OA = {"Evidence": "Annotation", "stance": "motivatedBy", "target": "hasTarget", "source": "hasSource",
          "selector": "hasSelector", "Quote": "TextQuoteSelector", "Span": "TextPositionSelector",
          "exact": "exact", "prefix": "prefix", "suffix": "suffix", "start": "start",
          "end": "end"}  # fmt: skip
_OURS = words_of(
    """
    accessed account approximate because by contradicts ends fact formula gloss hedge kind locator made max
    max_open measure min min_open moods needs note period problems reading refines reported result seen
    set_aside since snapshot_sha256 status supports vouched ways
    """
)
_TERMS = {
    **{name: f"prov:{term}" for name, term in _OF_PROV.items()},
    **{name: f"oa:{term}" for name, term in _OF_OA.items()},
    **{name: f"t:{name}" for name in _OURS},
    "takes": "t:sides",
}


def disagreements(document: Any, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield where a page's linked data says other than ``facts``, which have the shape of facts.json.

    ``document`` is one of ``linked``. Every number, unit, hedge, date, quotation, claim and source of it is
    held against theirs, and none may be left out; what the names in it mean is that of docs/json-ld.md. What
    facts.json does not have is not compared: the words around a quotation, the language and the type of a
    work, the files beside the page.
    """
    graph = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(graph, list):
        yield "the linked data has no `@graph`"
        return
    for key in document:
        if key not in ("@context", "@graph"):
            yield f"the linked data has `{key}` beside its graph"
    yield from _misnamed(document.get("@context"))
    try:
        told = _Told(facts)
    except (AttributeError, LookupError, TypeError):
        yield "facts.json has not its own shape"
        return
    met: set[str] = set()
    for node in graph:
        name = node.get("@id") if isinstance(node, dict) else None
        if not isinstance(name, str):
            yield "something in the linked data has no `@id`"
        elif name in met:
            yield f"`{name}` is described twice"
        elif name not in told.nodes:
            yield f"`{name}` is nothing that facts.json has"
        else:
            met.add(name)
            try:
                found = list(_apart(f"`{name}`", node, told.nodes[name](node)))
                found += told.parts(node) if name == "" else told.inputs(name, node)
            except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
                found = [f"`{name}` can't be compared: it, or facts.json, has not its own shape"]
            yield from found
    for name in told.nodes:
        if name not in met:
            yield f"`{name}` is in facts.json, and not in the linked data"


def _misnamed(context: Any) -> Iterator[str]:
    """Yield each name whose meaning is not that of docs/json-ld.md."""
    if not isinstance(context, dict):
        yield "the linked data has no `@context` of its own"
        return
    for name, right in _PREFIXES.items():
        if context.get(name) != right:
            yield f"`{name}` stands for {context.get(name)}, not for {right}"
    if context.get("@version") != 1.1:
        yield "the linked data is of no version that is known"
    for name in [one for one in context if one not in _PREFIXES and one != "@version"]:
        term = context[name]
        means = term.get("@reverse" if name == "evidence" else "@id") if isinstance(term, dict) else term
        right = _TERMS.get(name) or ("oa:hasBody" if name == "evidence" else None)
        others = sorted(set(term) - _OF_A_TERM) if isinstance(term, dict) else []
        if means != right or others:
            yield f"`{name}` is made to mean {_shown(others[0] if others else means)}"
    for name in (*_TERMS, "evidence"):
        if name not in context:
            yield f"`{name}` is not said to mean anything"


def _apart(path: str, said: Any, right: Any) -> Iterator[str]:
    """Yield where ``said`` is not ``right``; one thing and a list of that one are the same."""
    if right is _ANY:
        return
    if right is _TEXT:
        if not isinstance(said, str):
            yield f"{path} is {_shown(said)}, and no text"
        return
    if isinstance(right, dict):
        if not isinstance(said, dict):
            yield f"{path} is {_shown(said)}, and no object"
            return
        for key in dict.fromkeys((*right, *said)):
            if key not in right:
                yield f"{path} has `{key}` {_shown(said[key])}, which facts.json does not have"
            elif key not in said:
                if right[key] is not _ANY and right[key] is not _TEXT:
                    yield f"{path} lacks `{key}`, which is {_shown(right[key])} in facts.json"
            else:
                yield from _apart(f"{path}, `{key}`", said[key], right[key])
    elif isinstance(right, list):
        every = said if isinstance(said, list) else [said]
        if len(every) != len(right):
            yield f"{path} holds {len(every)}, and facts.json has {len(right)}"
            return
        for nth, (one, other) in enumerate(zip(every, right, strict=True), 1):
            yield from _apart(path if len(right) == 1 else f"{path} {nth}", one, other)
    elif said != right or isinstance(said, bool) is not isinstance(right, bool):
        yield f"{path} is {_shown(said)}, and {_shown(right)} in facts.json"


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=lambda _: "…")
    return text if len(text) <= 120 else f"{text[:120]}…"


def _kept(**keys: Any) -> dict[str, Any]:
    """Return the keys that have a value."""
    return {key: value for key, value in keys.items() if value is not None}


class _Told:
    """What facts.json makes of each node: by its name, a function of the node as it is said."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts: Mapping[str, Any] = facts["facts"]
        self._sources: Mapping[str, Any] = facts["sources"]
        self._exhibits = {f"#exhibit-{one['id']}": one["title"] for one in facts["exhibits"]}
        self._by_name = {_panel(address): address for address in self._facts}
        self.nodes: dict[str, Any] = {"": partial(self._report, facts["briefing"])}
        self.nodes |= {_panel(name): partial(self._fact, one) for name, one in self._facts.items()}
        self.nodes |= {f"#c{one['number']}": partial(self._claim, one) for one in facts["claims"]}
        words = enumerate(facts["claim_words"], 1)
        self.nodes |= {f"#w-{nth}": partial(self._claim_word, one) for nth, one in words}
        named = ((self._named(name), name, one) for name, one in self._sources.items())
        self.nodes |= {ref: partial(self._source, name, one) for ref, name, one in named}

    def _named(self, source: str) -> str:
        number = self._sources.get(source, {}).get("number")
        return f"_:{source}" if number is None else f"#s{number}"

    def _refs(self, sources: Sequence[str] | None) -> list[str] | None:
        return [self._named(one) for one in sources or ()] or None

    # the page

    def _report(self, briefing: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "@id": "",
            "@type": "Report",
            "identifier": briefing["id"],
            "name": briefing["title"],
            "version": briefing["version"],
            "datePublished": briefing["issued"],
            "problems": briefing["problems"],
            **dict.fromkeys(("inLanguage", "publisher", "encoding", "hasPart"), _ANY),
        }

    def parts(self, said: Mapping[str, Any]) -> Iterator[str]:
        """Yield what a part of the page mentions, or is called, that facts.json does not have."""
        waiting = _several(said.get("hasPart"))
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict):
                yield "a part of the page is no object"
                continue
            name = part.get("@id")
            for one in _several(part.get("mentions")):
                if not isinstance(one, str) or one not in self._by_name:
                    yield f"`{name}` mentions {_shown(one)}, which facts.json does not have"
            title = self._exhibits.get(name) if isinstance(name, str) else None
            if title is not None and part.get("name") != title:
                yield f"`{name}` is called {_shown(part.get('name'))}, and {title} in facts.json"
            waiting += _several(part.get("hasPart"))

    # facts

    def _fact(self, fact: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        inputs = fact.get("inputs")
        accounts, evidence = said.get("account"), fact.get("evidence") or ()
        return _kept(
            **{"@id": _ANY, "@type": "Claim" if "says" in fact else "Observation"},
            name=fact["statement"],
            text=fact.get("says"),
            **self._number(fact, said),
            observationDate=fact.get("as_of"),
            **{key: fact.get(key) for key in ("period", "since", "by", "made", "because", "note")},
            kind=fact["kind"] if fact["kind"] != "stated" else None,
            status=fact["status"],
            reported=fact["reported"] or None,
            origins=None if inputs else self._refs(fact.get("origins")),
            calculation=_ANY if inputs else None,
            account=[
                self._account(one, given)
                for one, given in zip(fact.get("accounts", ()), _filled(accounts), strict=False)
            ]
            or None,
            evidence=[
                self._evidence(one, given)
                for one, given in zip(evidence, _filled(said.get("evidence")), strict=False)
            ]
            or None,
            **{"from": _ANY if inputs else None},
        )

    def inputs(self, name: str, said: Mapping[str, Any]) -> Iterator[str]:
        """Yield where a number is said to be worked out otherwise than facts.json has it."""
        fact = self._facts.get(self._by_name.get(name, ""), {})
        inputs = fact.get("inputs")
        if not inputs:
            return
        calculation = said.get("calculation")
        used = calculation.get("inputs") if isinstance(calculation, dict) else None
        if not isinstance(used, dict):
            yield f"`{name}` does not say how it is worked out"
            return
        if calculation.get("formula") != fact.get("formula"):
            wrong, right = _shown(calculation.get("formula")), fact.get("formula")
            yield f"`{name}` is worked out by {wrong}, and by {right} in facts.json"
        every: set[str] = set()
        for role in dict.fromkeys((*inputs, *used)):
            entities = [one.get("entity") for one in _several(used.get(role)) if isinstance(one, dict)]
            right = self._points(inputs.get(role, ""))
            every |= right
            if not entities or set(map(str, entities)) - right or role not in inputs:
                wrong = ", ".join(map(_shown, entities)) or "nothing"
                yield f"`{name}` takes {wrong} as `{role}`, and facts.json {inputs.get(role, 'nothing')}"
        sources = _several(said.get("from"))
        for one in sources:
            if not isinstance(one, str) or one not in every:
                yield f"`{name}` is said to come from {_shown(one)}, which is no input of it"
        for address in inputs.values():
            if not any(one in sources for one in self._points(address)):
                yield f"`{name}` is not said to come from `{address}`, an input of it"

    def _points(self, address: str) -> set[str]:
        """Return the names of what an input stands for: of a series, of its points."""
        if address in self._facts:
            return {_panel(address)}
        return {_panel(one) for one in self._facts if one.startswith(f"{address}@")}

    def _number(self, of: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        words = of["words"]["sentence"] if "words" in of and "says" not in of else None
        return _kept(description=words, **(self._value(of["value"], said) if "value" in of else {}))

    def _value(self, value: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        """Return a value as linked data has it: an end that no decimal is exact of stands in both ways."""
        if "date" in value:
            return {"value": value["date"]}
        made: dict[str, Any] = {}
        for end, decimal, exact, opened in (
            ("low", "minValue", "min", "min_open"),
            ("high", "maxValue", "max", "max_open"),
        ):
            if value[end] is None:
                continue
            made[decimal] = written = said.get(decimal)
            right = Fraction(value[end])
            number = _decimal(written)
            if number != right:
                outward = number is not None and (number < right) is (end == "low")
                near = outward and abs(number - right) <= max(abs(right), 1) * _CUT
                if not near or exact not in said:
                    made[decimal] = value[end]
                if exact in said:
                    made[exact] = value[end]
            if not value[f"{end}_closed"]:
                made[opened] = True
        return _kept(
            **made,
            unitText=value["unit"] or None,
            hedge=value["hedge"],
            approximate=value["approximate"] or None,
        )

    def _account(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        return _kept(
            **{"@type": "Observation"},
            name=one["name"],
            **self._number(one, said),
            reported=one["reported"] or None,
            takes=[
                {
                    "@type": "Evidence",
                    "target": {
                        "source": self._named(side["source"]),
                        "selector": {"@type": "Quote", "exact": side["quote"]},
                    },
                    "fact": _panel(side["fact"]),
                }
                for side in one["sides"]
            ],
        )

    def _evidence(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        vouched, read = one.get("vouched") or {}, one.get("reading")
        quote = {"@type": "Quote", "exact": one["quote"], "prefix": _TEXT, "suffix": _TEXT}
        span = [{"@type": "Span", "start": vouched["span"][0], "end": vouched["span"][1]}] if vouched else []
        reading = None
        if read:
            given = said.get("reading")
            value = self._value(read["value"], given if isinstance(given, dict) else {})
            reading = value | {"description": read["words"], "because": read["because"]}
        return _kept(
            **{"@type": "Evidence"},
            stance=one["stance"],
            target={"source": self._named(one["source"]), "selector": [quote, *span]},
            **{key: one.get(key) for key in ("locator", "gloss", "set_aside", "note")},
            relays=self._refs(one.get("relays")),
            reading=reading,
            vouched=vouched.get("on"),
            snapshot_sha256=vouched.get("snapshot_sha256"),
        )

    # claims and sources

    def _claim(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "@id": _ANY,
            "@type": "ClaimReview",
            "identifier": one["id"],
            "claimReviewed": one["quote"],
            "itemReviewed": {"@type": "Claim", "appearance": self._named(one["source"])},
            "reviewRating": {"@type": "Rating", "alternateName": one["verdict"]},
            "reviewBody": one["record"],
            "evidence": [
                _kept(
                    **{"@type": "Evidence"},
                    stance=by["stance"],
                    target=_panel(by["fact"]),
                    note=by.get("note"),
                )
                for by in one["judged_by"]
            ],
        }

    def _claim_word(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        given = said.get("result")
        return _kept(
            **{"@id": _ANY, "@type": "Claim", "from": [_panel(fact) for fact in one["facts"]]},
            name=one["word"],
            text=one["told"],
            result=self._value(one["result"], given if isinstance(given, dict) else {})
            if "result" in one
            else None,
            **{key: one.get(key) for key in ("measure", "needs", "ends", "ways", "moods")},
        )

    def _source(self, name: str, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        url = one.get("url")
        return _kept(
            **{"@id": _ANY, "@type": _ANY, "inLanguage": _ANY},
            identifier=name,
            name=one["title"],
            publisher=one["publisher"],
            author=one.get("author"),
            datePublished=one.get("issued"),
            url=url if str(url or "").startswith(("https://", "http://")) else None,
            kind=one["kind"],
            seen=one["seen"],
            accessed=one.get("accessed"),
            relays=self._refs(one.get("relays")),
        )


def _panel(address: str) -> str:
    """Return the name of a fact: that of the panel which shows its evidence."""
    return f"#{panel_of(address)}"


def _several(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _filled(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list, then empty ones without end."""
    for one in _several(value):
        yield one if isinstance(one, dict) else {}
    while True:
        yield {}


def _decimal(text: Any) -> Fraction | None:
    if not isinstance(text, str) or not re.fullmatch(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?", text):
        return None
    return Fraction(text)
