"""What the prose functions print: facts, accounts, quotations, counts and references, in neutral markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape

from tieout import bearing, citations, claimwords, sides, wording
from tieout.diagnostics import Diagnostic, Text, error, nearest
from tieout.editiontable import PARAMETER
from tieout.frozen import frozen
from tieout.gate import Lexicon, Look, lexicon
from tieout.manuscript import PIECE
from tieout.model import (
    Account,
    Borne,
    Edition,
    Evidence,
    Fact,
    Ledger,
    Stance,
    Standing,
    Status,
    Verdict,
)
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.saying import Turns, say, turns
from tieout.quantities.units import Vocabulary, canonical
from tieout.template import FUNCTIONS, Call
from tieout.tying import is_untied

FORMS = ("sentence", "short", "table", "headline", "number")
"""The forms of ``saying.FORMS`` that texts may ask for; "short" is "table"."""
_OF_SENTENCES = ("sentence", "headline")

_BLOCKS = {
    "claims_table": "claims",
    "key": "key",
    "sources_list": "sources",
    "revisions": "revisions",
    "set_aside_list": "set-aside",
    "readings_list": "readings",
    "waivers_list": "waivers",
    "timeline": "timeline",
    "arithmetic_list": "arithmetic",
}


@dataclass(frozen=True)
class Press:
    """All that an edition's texts are printed from. ``exhibits`` gives each its number, the cover's 0."""

    ledger: Ledger
    standings: Mapping[str, Standing]
    verdicts: tuple[Verdict, ...]
    edition: Edition
    tallies: Mapping[str, int]
    exhibits: Mapping[str, int]

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the desk excuses and counts."""
        return lexicon(self.ledger.desk)

    @cached_property
    def claims(self) -> Mapping[str, Verdict]:
        """The verdicts by the id of their claim."""
        return {verdict.claim.id: verdict for verdict in self.verdicts}

    def is_unsure(self, id: str) -> bool:
        """Return whether what ``id`` names could not be read, or rests on what could not, as was reported."""
        own = self.standings.get(id)
        if own is None:
            return bool(id) and self.ledger.may_state(id)
        return own.value is None and own.says is None

    def dates(self, address: str) -> tuple[Date, ...]:
        """Return the dates that ``address``, or what it rests on, carries: value, period and ``as_of``."""
        own = self.standings.get(address)
        if own is None:
            return ()
        under = (self.standings[one] for one in own.rests_on if one in self.standings)
        carried = (date for one in (own, *under) for date in (one.value, one.period, one.as_of))
        return tuple(dict.fromkeys(date for date in carried if isinstance(date, Date)))


@frozen
class Piece:
    """What one call printed.

    ``capital`` is the markup with a capital, for the head of a sentence. ``bare`` is an address that is
    disputed and printed without an account; ``sides`` are the (address, name) of each account printed, whose
    ``standing`` is what that account makes of it where it is printed alone.
    ``against`` is an address that the words quoted speak against, or would if they were not set aside.
    ``whole`` is the sentence form of a number printed without its unit. ``borne`` is what bears a claim word
    out. ``is_unsure`` is true of what names something that could not be read: nothing is to be said of what
    it lacks.
    """

    call: Call
    html: str
    words: str
    capital: str = ""
    addresses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    standing: Standing | None = None
    form: str = ""
    whole: str = ""
    bare: str = ""
    against: str = ""
    sides: tuple[tuple[str, str], ...] = ()
    exhibit: str = ""
    borne: Borne | None = None
    is_block: bool = False
    is_unsure: bool = False


@dataclass
class Printer:
    """Prints the calls of one text, and keeps what is wrong with them."""

    press: Press
    text: Text
    marks: bool
    form: str
    faults: list[Diagnostic] = field(default_factory=list)

    def piece(self, call: Call) -> Piece:
        """Return what ``call`` prints; where that cannot be, the name it was given, and a diagnostic."""
        if call.name in _BLOCKS:
            if call.name == "timeline":
                self._needs_timeline(call)
            return Piece(call, f'<div data-block="{_BLOCKS[call.name]}"></div>', "", is_block=True)
        if self.press.edition.parameters and (unknown := _unfilled(call)):
            return self._unparametered(call, unknown)
        made = getattr(self, f"_{call.name}")(call, **call.arguments)
        return replace(made, is_unsure=any(self.press.is_unsure(name) for name in call.ids))

    def _unparametered(self, call: Call, name: str) -> Piece:
        known = self.press.edition.parameters
        self._fault(call, "names-exist", f"there is no parameter `{name}`", _near(name, known), name)
        return self._missing(call, name)

    def _parameter(self, call: Call, name: str) -> Piece:
        """Return what stands for a parameter that could not be filled in, and say why it was not."""
        known = self.press.edition.parameters
        if not known:
            mend = "list it under `editions` in briefing.yaml, or type the words"
            self._fault(call, "names-exist", "this briefing has no parameters", mend)
        elif name not in known:
            return self._unparametered(call, name)
        else:
            mend = f'write {{{{ parameter("{name}") }}}}, with nothing else in the braces'
            self._fault(call, "expression-is-readable", "`parameter` does not stand alone", mend)
        return self._missing(call, name)

    def _needs_timeline(self, call: Call) -> None:
        briefing = self.press.edition.briefing
        path = f"content/briefings/{briefing.id}/timeline.yaml"
        if not briefing.timeline and path not in self.press.ledger.unread:
            self._fault(call, "names-exist", "there is no timeline to print", f"list its events in {path}")

    def _fact(self, call: Call, id: str, form: str | None = None, account: str | None = None) -> Piece:
        standing = self._standing(call, id)
        if standing is None:
            return self._missing(call, id)
        form = form or self.form
        if form not in FORMS:
            self._fault(call, "expression-is-readable", f"no form `{form}`", _near(form, FORMS))
            form = self.form
        if account is not None:
            side = self._side(call, standing, account)
            return self._account_piece(call, standing, side, form) if side else self._missing(call, id)
        words = wording.words(standing, form, self._vocabulary) or standing.statement.text
        opening = (
            f'<data class="fact" data-class="fact" data-fact="{_attribute(standing.address)}" '
            f'data-status="{standing.status}" value="{_attribute(machine(standing))}">'
        )
        mark = self._mark(f'data-fact="{_attribute(standing.address)}"')
        closing = f"</data>{mark}"
        disputed = standing.status is Status.DISPUTED
        return Piece(
            call,
            f"{opening}{escape(words, quote=False)}{closing}",
            words,
            f"{opening}{escape(_capital(words), quote=False)}{closing}" if form in _OF_SENTENCES else "",
            addresses=(standing.address,),
            standing=standing,
            form=form,
            whole=wording.words(standing, "sentence", self._vocabulary) if form == "number" else "",
            bare=standing.address if disputed else "",
        )

    def _accounts(self, call: Call, id: str) -> Piece:
        standing = self._standing(call, id)
        if standing is None:
            return self._missing(call, id)
        if not standing.accounts:
            if not self.press.is_unsure(id) and self._is_witnessed(standing):
                mend = f'write {{{{ fact("{id}") }}}}'
                self._fault(call, "names-exist", f"`{id}` is not disputed", mend, id)
            return self._missing(call, id)
        names = sides.called([account.taken for account in standing.accounts], self.press.ledger.sources)
        html, words = [], []
        by_whom = sides.attributed(names, self._turns)
        for account, (whose, by) in zip(standing.accounts, by_whom, strict=True):
            piece = self._account_piece(call, standing, account, self.form)
            html.append(self._turns.told.format(whose, piece.html))
            words.append(self._turns.told.format(by, piece.words))
        return Piece(
            call,
            "; ".join(html),
            "; ".join(words),
            _capital("; ".join(html)),
            addresses=(standing.address,),
            sources=tuple(dict.fromkeys(one for side in standing.accounts for one in side.sources)),
            standing=standing,
            form=self.form,
            sides=tuple((standing.address, side.name) for side in standing.accounts),
        )

    def _account_piece(self, call: Call, standing: Standing, side: Account, form: str) -> Piece:
        """Return one side of a dispute in its own words, cited to its own sources."""
        whose = f'data-fact="{_attribute(standing.address)}" data-account="{_attribute(side.name)}"'
        leads = f' data-fact="{_attribute(standing.address)}"' if side.sides else ""
        mark = self._mark(f'data-sources="{_attribute(" ".join(citations.marks(side)))}"{leads}')
        told = standing.sided(side)
        if side.value is None or standing.says is not None:
            html, words = sides.quotation(side.evidence, whose, self._turns)
            html = f"{html}{mark}"
        else:
            words = wording.words(told, form, self._vocabulary)
            html = (
                f'<data class="fact" data-class="fact" {whose} data-status="{standing.status}" '
                f'value="{_attribute(machine(told))}">{escape(words, quote=False)}</data>{mark}'
            )
        return Piece(
            call,
            html,
            words,
            addresses=(standing.address,),
            sources=side.sources,
            standing=told,
            form=form,
            whole=wording.words(told, "sentence", self._vocabulary) if form == "number" else "",
            sides=((standing.address, side.name),),
        )

    def _side(self, call: Call, standing: Standing, account: str) -> Account | None:
        found = standing.account(account)
        if found is None:
            wrong = f"`{standing.address}` has no account of `{account}`"
            helps = "it is not disputed: leave `account` out"
            if standing.accounts:
                helps = f"its accounts are of {_listing(one.name for one in standing.accounts)}"
            if not self.press.is_unsure(standing.address) and self._is_witnessed(standing):
                self._fault(call, "names-exist", wrong, helps, account)
        return found

    def _is_witnessed(self, standing: Standing) -> bool:
        """Return whether nothing errs in the evidence for ``standing``, so that it is known what is disputed.

        An error, which is told where it stands, is a source that is not known, and a quote that is said to
        support another value than it says.
        """
        ledger = self.press.ledger
        under = [self.press.standings[one] for one in standing.rests_on if one in self.press.standings]
        quoted = [(base.value, one) for base in under for one in base.evidence]
        known = all(one.source.text in ledger.sources for _, one in quoted)
        return known and not any(value and is_untied(value, one, ledger) for value, one in quoted)

    def _plain(self, call: Call, text: str, because: str = "") -> Piece:
        if not because.strip():
            self._fault(
                call, "plain-has-reason", f"`{text}` is called plain without a reason",
                f'write {{{{ plain("{text}", because="…") }}}}', text,
            )  # fmt: skip
        for number in self.press.lexicon.numbers(because):
            if number.look in (Look.BARE, Look.DATE):
                self._fault(
                    call, "number-is-cited", f"`{number.text}` in the reason is bound to no fact",
                    "say the reason without a number", number.text,
                )  # fmt: skip
        opening = f'<span data-class="plain" data-because="{_attribute(because)}">'
        return Piece(call, f"{opening}{escape(text, quote=False)}</span>", text)

    def _claim(self, call: Call, word: str) -> Piece:
        """Return a claim word as typed, a way to what bears it out; what does not is an error."""
        read = claimwords.read(word, self._vocabulary)
        if isinstance(read, claimwords.Unread):
            self._fault(call, "expression-is-readable", read.message, read.help, word)
            return self._unborne(call, word)
        series = {name for name in call.many if name in self.press.ledger.facts and "@" not in name}
        unknown = [name for name in call.many if name not in series and not self._standing(call, name)]
        if unknown:
            return self._unborne(call, word)
        addresses = bearing.taken(read, call.many, self.press.ledger)
        if isinstance(addresses, bearing.Unfit):
            self._fault(call, "expression-is-readable", addresses.message, addresses.help, word)
            return self._unborne(call, word)
        if any(self.press.is_unsure(one) for one in addresses):
            return self._unborne(call, word)
        found = bearing.bear(read, addresses, self.press.standings, self._vocabulary)
        if found.truth is not bearing.Truth.HOLDS:
            said, helps = bearing.objection(found, self.press.standings, self._vocabulary)
            notes = bearing.remarks(found, self.press.standings, self._vocabulary)
            self._fault(call, "claim-holds", said, helps, word, *notes)
            return self._unborne(call, word)
        return self._borne_piece(call, word, found)

    def _borne_piece(self, call: Call, word: str, found: bearing.Bearing) -> Piece:
        borne = Borne(
            key=" ".join((" ".join(word.split()).lower(), *found.addresses)),
            word=word,
            addresses=found.addresses,
            measure=found.word.shown_as,
            by_date=found.word.sense is claimwords.Sense.DATE,
            needs=found.word.needs if found.result else "",
            ends=found.word.end or "",
            result=None if found.word.is_level or len(found.addresses) == 1 else found.result,
            ways=found.ways,
            moods=found.moods,
        )
        key = f'data-word="{_attribute(borne.key)}"'
        opening = f'<span class="fact claim" data-class="claim" {key}>'
        mark = self._mark(f'{key} data-sources=""')
        closing = f"</span>{mark}"
        return Piece(
            call,
            f"{opening}{escape(word, quote=False)}{closing}",
            word,
            f"{opening}{escape(_capital(word), quote=False)}{closing}",
            addresses=found.addresses,
            borne=borne,
        )

    def _unborne(self, call: Call, word: str) -> Piece:
        """Return a word that nothing bears out, set apart, for a draft whose page must still be made."""
        html = f'<span class="missing" data-class="plain" data-because="not borne out">{escape(word)}</span>'
        known = tuple(name for name in call.many if name in self.press.standings)
        return Piece(call, html, word, addresses=known)

    def _quote(self, call: Call, id: str, source: str | None = None) -> Piece:
        verdict = self.press.claims.get(id)
        claim = verdict.claim if verdict else self.press.ledger.claims.get(id)
        if claim is not None:
            return self._quote_piece(call, claim.evidence, f'data-claim="{_attribute(id)}"', None)
        standing = self._standing(call, id, [*self.press.standings, *self.press.ledger.claims])
        if standing is None:
            return self._missing(call, id)
        evidence = self._evidence(call, standing, source)
        if evidence is None:
            return self._missing(call, id)
        return self._quote_piece(call, evidence, f'data-fact="{_attribute(standing.address)}"', standing)

    def _evidence(self, call: Call, standing: Standing, source: str | None) -> Evidence | None:
        """Return the evidence of ``source``, or the best that supports: the first in the order of sources."""
        held = standing.evidence
        if source is not None:
            found = next((one for one in held if one.source.text == source), None)
            if found is None:
                wrong = f"`{standing.address}` has no evidence of `{source}`"
                known = dict.fromkeys(one.source.text for one in held)
                self._fault(call, "names-exist", wrong, f"it has that of {_listing(known)}", source)
            return found
        usable = [one for one in held if one.stance is not Stance.CONTRADICTS and not one.set_aside]
        rank = {name: place for place, name in enumerate(standing.sources)}
        usable.sort(key=lambda one: (one.stance is not Stance.SUPPORTS, rank.get(one.source.text, len(rank))))
        if not usable:
            self._fault(
                call, "names-exist", f"`{standing.address}` has no words to quote",
                f'write {{{{ fact("{standing.address}") }}}}', standing.address,
            )  # fmt: skip
        return usable[0] if usable else None

    def _quote_piece(self, call: Call, evidence: Evidence, owner: str, standing: Standing | None) -> Piece:
        html, words = sides.quotation(evidence, owner, self._turns)
        source = evidence.source.text
        side = _side_of(evidence, standing.accounts) if standing else None
        disputed = standing is not None and bool(standing.accounts)
        own = self.press.edition.briefing.document
        counts = standing is not None and not (own and own.text == source)
        against = evidence.set_aside is not None or evidence.stance is Stance.CONTRADICTS
        return Piece(
            call,
            html + self._mark(f'data-sources="{_attribute(source)}"'),
            words,
            addresses=(standing.address,) if standing else (),
            sources=(source,),
            standing=standing,
            form="quote",
            sides=((standing.address, side.name),) if side else (),
            bare=standing.address if counts and disputed and not side and not against else "",
            against=standing.address if counts and against and not side else "",
        )

    def _exhibit(self, call: Call, id: str) -> Piece:
        if id not in self.press.exhibits:
            return self._no_exhibit(call, id)
        html = f'<div data-block="exhibit" data-id="{_attribute(id)}"></div>'
        return Piece(call, html, "", exhibit=id, is_block=True)

    def _ref(self, call: Call, id: str) -> Piece:
        if id in self.press.claims:
            words, anchor = f"claim\u00a0{self.press.claims[id].number}", f"c{self.press.claims[id].number}"
        elif id not in self.press.exhibits:
            return self._no_exhibit(call, id)
        else:
            number = self.press.exhibits[id]
            words = f"Exhibit\u00a0{number}" if number else "the cover exhibit"
            anchor = f"exhibit-{id}"
        opening = f'<a class="ref" data-class="structural" href="#{_attribute(anchor)}">'
        return Piece(call, f"{opening}{words}</a>", words, f"{opening}{_capital(words)}</a>")

    def _no_exhibit(self, call: Call, id: str) -> Piece:
        if id in self.press.edition.briefing.exhibits:
            if call.name == "ref":
                helps = f'place it with {{{{ exhibit("{id}") }}}}'
                self._fault(call, "names-exist", f"exhibit `{id}` is placed nowhere", helps, id)
            return self._missing(call, id)
        if self._may_be_placed(call, id):
            return self._missing(call, id)
        known = [*self.press.edition.briefing.exhibits, *(self.press.claims if call.name == "ref" else ())]
        self._fault(call, "names-exist", f"no exhibit `{id}`", _near(id, known), id)
        return self._missing(call, id)

    def _may_be_placed(self, call: Call, id: str) -> bool:
        """Return whether a record that could not be read may be what ``call`` places or refers to."""
        ledger = self.press.ledger
        listed = f"content/briefings/{self.press.edition.briefing.id}/exhibits.yaml"
        return ledger.may_state(id, listed) or (call.name == "ref" and ledger.may_state(id))

    def _status(self, call: Call, id: str) -> Piece:
        if id in self.press.claims:
            return self._status_piece(call, self.press.claims[id].status, ())
        standing = self._standing(call, id, [*self.press.standings, *self.press.claims])
        if standing is None:
            return self._missing(call, id)
        return self._status_piece(call, standing.status, (standing.address,))

    def _status_piece(self, call: Call, status: Status, addresses: tuple[str, ...]) -> Piece:
        words = wording.STATUS_WORDS[status]
        html = f'<span class="status" data-status="{status}">{words}</span>'
        return Piece(call, html, words, addresses=addresses)

    def _tally(self, call: Call, name: str, form: str = "digits") -> Piece:
        if name not in self.press.tallies:
            self._fault(call, "names-exist", f"nothing is counted as `{name}`",
                        _near(name, self.press.tallies), name)  # fmt: skip
            return self._missing(call, name)
        if form not in ("digits", "words"):
            self._fault(call, "expression-is-readable", f"no form `{form}`", _near(form, ("digits", "words")))
        count = self.press.tallies[name]
        small = self._turns.counts
        words = small[count] if form == "words" and 0 <= count < len(small) else f"{count:,}"
        opening = f'<span data-class="tally" data-tally="{_attribute(name)}">'
        return Piece(call, f"{opening}{words}</span>", words, f"{opening}{_capital(words)}</span>")

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.press.ledger.desk.vocabulary

    @property
    def _turns(self) -> Turns:
        return turns(self._vocabulary.language)

    def _standing(self, call: Call, id: str, known: Iterable[str] | None = None) -> Standing | None:
        """Return the standing ``id`` names; says what is wrong where there is none, unless another has."""
        if id in self.press.standings:
            return self.press.standings[id]
        fact = self.press.ledger.facts.get(id.partition("@")[0])
        if fact is not None and fact.points:
            period = id.partition("@")[2]
            said = f"`{fact.id}` has no period `{period}`" if period else f"`{id}` is a series"
            self._fault(
                call, "names-exist", said, f"did you mean `{fact.id}@{_near_period(period, fact)}`", id
            )
        elif fact is not None and "@" in id:
            self._fault(call, "names-exist", f"`{fact.id}` is no series", f"did you mean `{fact.id}`", id)
        elif fact is None and id not in self.press.ledger.derivations and not self.press.is_unsure(id):
            what = "no fact or claim" if call.name in ("quote", "status") else "no fact"
            self._fault(call, "names-exist", f"{what} `{id}`", _near(id, known or self.press.standings), id)
        return None

    def _missing(self, call: Call, name: str) -> Piece:
        """Return the name itself, set apart, for a draft whose page must still be made."""
        html = f'<span class="missing" data-class="plain" data-because="not known">‹{escape(name)}›</span>'
        return Piece(call, "" if FUNCTIONS[call.name].is_block else html, f"‹{name}›")

    def _mark(self, leads_to: str) -> str:
        return f'<sup class="cites" {leads_to}></sup>' if self.marks else ""

    def _fault(
        self, call: Call, check: str, message: str, help: str | None = None, word: str = "", *notes: str
    ) -> None:
        """Keep an error at ``word`` within the call, or at the call's name."""
        source = self.text.text
        end = source.find("}}", call.offset)
        at = source.find(word, call.offset, end if end > 0 else len(source)) if word else -1
        offset, width = (at, len(word)) if at >= 0 else (call.offset, len(call.name))
        self.faults.append(error(check, self.text.place(offset, width), message, *notes, help=help))


def printed(text: str, pieces: Mapping[str, tuple[Piece, ...]]) -> str:
    """Return ``text`` with the words that its pieces print in place of their marks."""
    return PIECE.sub(lambda met: " ".join(one.words for one in pieces.get(met[0], ())), text)


def with_sources(piece: Piece, sources: Iterable[str]) -> Piece:
    """Return a claim word whose mark leads to ``sources``."""
    filled = f'data-sources="{_attribute(" ".join(sources))}"'
    return replace(
        piece,
        html=piece.html.replace('data-sources=""', filled),
        capital=piece.capital.replace('data-sources=""', filled),
    )


def date_of(standing: Standing, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return the date that ``standing`` is told under in a timeline, as neutral markup and as words.

    It is the fact's own number where the fact states a date, else a date that the fact carries. Both are
    empty where it has none.
    """
    date = standing.dated
    if date is None:
        return "", ""
    words = say(date, "sentence", vocabulary)
    is_value = standing.value == date
    kind = f'data-class="fact" data-status="{standing.status}"' if is_value else 'data-class="date"'
    html = (
        f'<data class="fact" {kind} data-fact="{_attribute(standing.address)}" value="{date.iso}">'
        f"{escape(words)}</data>"
    )
    return html, words


def machine(standing: Standing) -> str:
    """Return the value of ``standing`` for machines; empty for a statement in words."""
    return machine_value(standing.value) if standing.value is not None else ""


def machine_value(value: Quantity | Date) -> str:
    """Return ``value`` for machines: a date in ISO form, or its bounds and its unit, ">20000000000 USD".

    Bounds are exact, as fractions where decimals do not end; "~" marks what is about, ".." a range.
    """
    if isinstance(value, Date):
        return value.iso
    low, high = value.interval.low, value.interval.high
    if low is not None and low == high:
        number = f"{low}"
    elif low is None or high is None:
        bound, sign, closed = (
            (high, "<", value.interval.high_closed) if low is None else (low, ">", value.interval.low_closed)
        )
        number = f"{sign}{'=' if closed else ''}{bound}" if bound is not None else ""
    else:
        number = f"{low}..{high}"
    about = "~" if value.approximate and number else ""
    return f"{about}{number} {canonical(value.unit)}".strip()


def _side_of(evidence: Evidence, accounts: Iterable[Account]) -> Account | None:
    """Return the side that ``evidence`` speaks for: of its source, and of several the one in its words."""
    own = [one for one in accounts if one.source == evidence.source.text]
    return next((one for one in own if one.evidence.key == evidence.key), own[0] if own else None)


def _unfilled(call: Call) -> str:
    """Return the first parameter that a call names within its words and that nothing has filled in."""
    given = (*call.arguments.values(), *call.many)
    return next((met[1] for one in given for met in PARAMETER.finditer(one)), "")


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _near_period(period: str, fact: Fact) -> str:
    """Return the period of ``fact`` that is nearest in years to ``period``; the latest, if it has none."""
    year = int(found[0]) if (found := re.search(r"\d{4}", period)) else 9999
    last_first = sorted(fact.points, key=lambda one: fact.points[one].period.last, reverse=True)
    return min(last_first, key=lambda one: abs(fact.points[one].period.year - year))


def _listing(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _near(name: str, known: Iterable[str]) -> str | None:
    names = list(known)
    if near := nearest(name, names):
        return f"did you mean `{near}`"
    return f"there is {_listing(sorted(names))}" if 0 < len(names) <= 12 else None
