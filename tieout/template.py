"""What the expressions in a text say: Jinja, cut down to calls of the prose functions, each placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from tieout.diagnostics import nearest
from tieout.frozen import frozen

MOST_TURNS = 1000
MOST_DEPTH = 20


@frozen
class Function:
    """What a prose function takes: its parameters in order, of which the first ``needs`` must be given.

    After them it takes one or more of what ``many`` names, if it names something.
    """

    takes: tuple[str, ...] = ()
    needs: int = 0
    is_block: bool = False
    many: str = ""

    @property
    def parameters(self) -> str:
        """What it takes as it is written: "word, address, …"."""
        return ", ".join((*self.takes, *((self.many, "…") if self.many else ())))


FUNCTIONS: Mapping[str, Function] = {
    "fact": Function(("id", "form", "account"), 1),
    "accounts": Function(("id",), 1),
    "plain": Function(("text", "because"), 1),
    "claim": Function(("word",), 1, many="address"),
    "quote": Function(("id", "source"), 1),
    "exhibit": Function(("id",), 1, is_block=True),
    "ref": Function(("id",), 1),
    "status": Function(("id",), 1),
    "tally": Function(("name", "form"), 1),
    "parameter": Function(("name",), 1),
    "claims_table": Function(is_block=True),
    "key": Function(is_block=True),
    "timeline": Function(is_block=True),
    "arithmetic_list": Function(is_block=True),
    "set_aside_list": Function(is_block=True),
    "readings_list": Function(is_block=True),
    "revisions": Function(is_block=True),
    "waivers_list": Function(is_block=True),
    "sources_list": Function(is_block=True),
}


@frozen
class Fault:
    """What is wrong with an expression, at an offset of the text."""

    offset: int
    message: str
    help: str | None = None
    width: int = 1


@frozen
class Call:
    """A call of a prose function: ``arguments`` by parameter, ``offset`` that of its name in the text.

    ``many`` are those that a function takes any number of.
    """

    name: str
    arguments: Mapping[str, str]
    offset: int
    many: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """What it names, in order."""
        return (*((self.arguments["id"],) if "id" in self.arguments else ()), *self.many)


@frozen
class Hole:
    """A stretch of the text that prints what ``call`` gives; None where that is known only as it runs."""

    start: int
    end: int
    call: Call | None


@frozen
class Template:
    """A text taken apart.

    ``holes`` and ``silent`` stretches (statements, comments) are in order; ``program`` is what to run where
    there are statements, None where a text is no more than words and calls. ``strings`` are all the words in
    quotation marks.
    """

    holes: tuple[Hole, ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    faults: tuple[Fault, ...] = ()
    program: nodes.Template | None = None
    strings: frozenset[str] = frozenset()


class Printed(Markup):
    """Text that a prose function made: the only kind an expression may print."""


class _Environment(SandboxedEnvironment):
    """A sandbox whose line numbers are offsets in the text, so that everything parsed knows its place."""

    def _tokenize(self, source, name, filename=None, state=None):
        return TokenStream(self.lexer.wrap(self._placed(source, state)), name, filename)

    def _placed(self, source: str, state: str | None) -> Iterator[tuple[int, str, str]]:
        at = 0
        try:
            for _, token, value in self.lexer.tokeniter(source, None, None, state):
                at = source.index(value, at) if value else at
                yield at + 1, token, value
                at += len(value)
        except TemplateSyntaxError as fault:
            message = re.sub(r"^unexpected char (.+) at \d+$", r"unexpected \1", fault.message or "")
            raise TemplateSyntaxError(message, at + 1) from fault


_ENVIRONMENT = _Environment(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)
_ENVIRONMENT.globals.clear()
_ENVIRONMENT.filters.clear()
_ENVIRONMENT.tests.clear()

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_QUOTED = re.compile(_STRING)
_PARTS = re.compile(
    rf"(?P<comment>\{{\#.*?\#\}})|(?P<statement>\{{%(?:[^\"'%]|{_STRING}|%(?!\}}))*%\}})"
    rf"|(?P<hole>\{{\{{(?:[^\"'{{}}]|{_STRING})*\}}\}})|(?P<odd>\{{\{{|\{{%|\{{\#|\}}\}}|%\}}|\#\}})",
    re.DOTALL,
)
_STATEMENT = re.compile(r"\{%[-+]?\s*(?P<name>(?!end)\w+)")
_STATEMENTS = frozenset({"if", "elif", "else", "for", "set"})


@lru_cache(maxsize=4096)
def read(source: str) -> Template:
    """Return ``source`` taken apart, with every fault of its expressions."""
    if "{" not in source and "}}" not in source and "%}" not in source and "#}" not in source:
        return Template()
    parts = list(_PARTS.finditer(source))
    odd = [part for part in parts if part["odd"]]
    if odd:
        return _unclosed(parts, odd)
    steered = any(part["statement"] for part in parts)
    trimmed = any(part["hole"] and (part[0][2] in "-+" or part[0][-3] in "-+") for part in parts)
    return _steered(source, parts) if steered or trimmed else _plain(parts)


def expressions(source: str) -> Iterator[tuple[int, int]]:
    """Yield where each expression and each statement of ``source`` starts and ends, in order."""
    for part in _PARTS.finditer(source):
        if part["hole"] or part["statement"]:
            yield part.span()


def quoted(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the words in quotation marks start and end between two offsets of ``source``."""
    for met in _QUOTED.finditer(source, start, end):
        yield met.start() + 1, met.end() - 1


def mentions(source: str) -> tuple[str, ...]:
    """Return every id that the expressions of ``source`` may name, known or not, in order, each once.

    Where statements choose what to print, every word in quotation marks may be an id; those come last.
    """
    template = read(source)
    calls = [hole.call for hole in template.holes if hole.call]
    named = [name for call in calls for name in call.ids]
    chosen = sorted(template.strings) if template.program is not None else ()
    return tuple(dict.fromkeys([*named, *chosen]))


def run(template: Template, call: Callable[[Call], str]) -> tuple[str, Fault | None]:
    """Return what the program of ``template`` prints, and the fault that stopped it.

    ``call`` gives the text of one call; it may be called often for one place.
    """
    printed: list[str] = []
    turns = iter(range(MOST_TURNS))

    def calling(name: str) -> Callable[..., Printed | str]:
        def called(at_: int, *given: object, **named: object) -> Printed | str:
            bound = bind(name, given, named, at_)
            if isinstance(bound, Fault):
                raise _Stopped(bound)
            return Printed(call(bound))

        return called

    def emit_(at: int, value: object) -> Markup:
        if not isinstance(value, Printed):
            raise _Stopped(_not_printed(at))
        return Markup(value)

    def bounded_(values: object, at: int) -> Iterator[object]:
        if not isinstance(values, list | tuple):
            raise _Stopped(Fault(at, "a loop runs over a list in square brackets"))
        for value in values:
            if next(turns, None) is None:
                raise _Stopped(Fault(at, f"the loops of one text turn at most {MOST_TURNS} times"))
            yield value

    given = {name: calling(name) for name in FUNCTIONS} | {"emit_": emit_, "bounded_": bounded_}
    try:
        code = _ENVIRONMENT.compile(template.program)
        made = _ENVIRONMENT.template_class.from_code(_ENVIRONMENT, code, {})
        printed.extend(made.generate(given))
    except _Stopped as stopped:
        return "".join(printed), stopped.fault
    except (TemplateError, TypeError, ValueError, RecursionError) as fault:
        first = min((start for start, _ in template.silent), default=0)
        return "".join(printed), Fault(first, f"the statements do not run: {fault}")
    return "".join(printed), None


class _Stopped(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def bind(name: str, given: Sequence[object], named: Mapping[str, object], offset: int) -> Call | Fault:
    """Return the call of ``name`` with what it is given, by parameter, or what is wrong with it."""
    function = FUNCTIONS[name]
    shape = f"{name}({function.parameters})"
    if len(given) > len(function.takes) and not function.many:
        return Fault(offset, f"`{name}` is given {len(given)} things", f"write {shape}", len(name))
    arguments = dict(zip(function.takes, given, strict=False))
    for key, value in named.items():
        if key not in function.takes:
            near = nearest(key, function.takes)
            return Fault(
                offset, f"`{name}` takes no `{key}`", f"did you mean `{near}`" if near else f"write {shape}",
                len(name),
            )  # fmt: skip
        if key in arguments:
            return Fault(offset, f"`{name}` is given `{key}` twice", None, len(name))
        arguments[key] = value
    missing = [key for key in function.takes[: function.needs] if key not in arguments]
    if missing:
        return Fault(offset, f"`{name}` lacks its {missing[0]}", f"write {shape}", len(name))
    for key, value in arguments.items():
        if not isinstance(value, str):
            return _unquoted(name, key, offset)
    many = tuple(given[len(function.takes) :])
    if function.many and not many:
        return Fault(offset, f"`{name}` lacks its {function.many}", f"write {shape}", len(name))
    if not all(isinstance(value, str) for value in many):
        return _unquoted(name, function.many, offset)
    return Call(name, arguments, offset, many)


def _unquoted(name: str, key: str, offset: int) -> Fault:
    return Fault(offset, f"`{name}` takes its {key} in quotation marks", f'write {name}("…")', len(name))


def _unclosed(parts: list[re.Match[str]], odd: list[re.Match[str]]) -> Template:
    """Return a text that cannot be run, with what is known of it, so that the rest is still looked at."""
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}
    faults = tuple(
        Fault(one.start(), f"`{one[0]}` is not closed by `{close[one[0]]}`", None, 2)
        if one[0] in close
        else Fault(one.start(), f"`{one[0]}` closes nothing", None, 2)
        for one in odd
    )
    whole = [part for part in parts if not part["odd"]]
    plain = _plain([part for part in whole if part["hole"]])
    silent = tuple(part.span() for part in parts if not part["hole"])
    return Template(plain.holes, silent, plain.faults + faults, None, plain.strings)


def _plain(parts: list[re.Match[str]]) -> Template:
    holes, faults, strings = [], [], set()
    for part in parts:
        if part["comment"]:
            continue
        read_call = _call(part[0])
        if isinstance(read_call, Fault):
            faults.append(_moved(read_call, part.start()))
            holes.append(Hole(part.start(), part.end(), None))
        else:
            moved = replace(read_call, offset=read_call.offset + part.start())
            strings.update((*read_call.arguments.values(), *read_call.many))
            holes.append(Hole(part.start(), part.end(), moved))
    silent = tuple(part.span() for part in parts if part["comment"])
    return Template(tuple(holes), silent, tuple(faults), None, frozenset(strings))


def _moved(fault: Fault, by: int) -> Fault:
    return Fault(fault.offset + by, fault.message, fault.help, fault.width)


@lru_cache(maxsize=8192)
def _call(hole: str) -> Call | Fault:
    """Return the call that ``hole`` prints, its offset counted from the start of the hole."""
    try:
        tree = _ENVIRONMENT._parse(hole, None, None)
    except TemplateSyntaxError as fault:
        return _syntax(fault, hole)
    except RecursionError:
        return Fault(0, "the expression is nested too deeply")
    printed = tree.body[0].nodes if tree.body and isinstance(tree.body[0], nodes.Output) else []
    if len(printed) != 1 or not isinstance(printed[0], nodes.Call):
        return _refused(printed[0]) if printed else Fault(0, "the expression is empty", None, len(hole))
    return _constant_call(printed[0])


def _syntax(fault: TemplateSyntaxError, source: str) -> Fault:
    offset = min(max(fault.lineno - 1, 0), max(len(source) - 1, 0))
    return Fault(offset, f"the expression cannot be read: {(fault.message or '').rstrip('.')}")


def _refused(node: nodes.Node) -> Fault:
    at = node.lineno - 1
    if isinstance(node, nodes.Name):
        if node.name in FUNCTIONS:
            shape = f"{{{{ {node.name}({FUNCTIONS[node.name].parameters}) }}}}"
            return Fault(at, f"`{node.name}` is a function", f"write {shape}", len(node.name))
        return _unknown(node.name, at)
    return _not_printed(at)


def _unknown(name: str, at: int) -> Fault:
    near = nearest(name, FUNCTIONS)
    return Fault(at, f"no function `{name}`", f"did you mean `{near}`" if near else _listed(), len(name))


def _listed() -> str:
    return "the functions are " + ", ".join(sorted(FUNCTIONS))


def _not_printed(at: int) -> Fault:
    return Fault(
        at,
        "an expression prints only what a prose function gives",
        'type the words, or write {{ plain("…", because="…") }}',
    )


def _constant_call(node: nodes.Call) -> Call | Fault:
    at = node.node.lineno - 1
    if not isinstance(node.node, nodes.Name):
        return _not_printed(at)
    name = node.node.name
    if name not in FUNCTIONS:
        return _unknown(name, at)
    if node.dyn_args or node.dyn_kwargs:
        return Fault(at, f"`{name}` takes no stars", None, len(name))
    given = [one.value if isinstance(one, nodes.Const) else None for one in node.args]
    named = {one.key: one.value.value if isinstance(one.value, nodes.Const) else None for one in node.kwargs}
    return bind(name, given, named, at)


_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Call, nodes.Keyword, nodes.Const, nodes.Name, nodes.List,
    nodes.Tuple, nodes.If, nodes.For, nodes.Assign, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr,
)  # fmt: skip


def _steered(source: str, parts: list[re.Match[str]]) -> Template:
    """Return a text with statements: only if, for and set are let through, over lists and strings."""
    silent = tuple(part.span() for part in parts if not part["hole"])
    holes = [Hole(part.start(), part.end(), None) for part in parts if part["hole"]]
    refused = tuple(
        _statement(part.start() + named.start("name"), named["name"])
        for part in parts
        if part["statement"] and (named := _STATEMENT.match(part[0])) and named["name"] not in _STATEMENTS
    )
    try:
        tree = None if refused else _ENVIRONMENT._parse(source, None, None)
        wrong: tuple[Fault, ...] = ()
    except TemplateSyntaxError as fault:
        tree, wrong = None, (_syntax(fault, source),)
    except RecursionError:
        tree, wrong = None, (Fault(0, "the statements are nested too deeply"),)
    if tree is None:
        plain = _plain([part for part in parts if part["hole"]])
        return Template(plain.holes, silent, (plain.faults or wrong) + refused, None, plain.strings)
    faults = list(_faults(tree))
    strings = frozenset(one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, str))
    calls = [
        made
        for one in tree.find_all(nodes.Call)
        if all(isinstance(arg, nodes.Const) for arg in one.args)
        and all(isinstance(arg.value, nodes.Const) for arg in one.kwargs)
        and isinstance(made := _constant_call(one), Call)
    ]
    placed = tuple(
        Hole(hole.start, hole.end, next((c for c in calls if hole.start < c.offset < hole.end), None))
        for hole in holes
    )
    return Template(placed, silent, tuple(faults), None if faults else _program(tree), strings)


def _statement(at: int, name: str) -> Fault:
    return Fault(at, f"`{name}` has no place in prose", "the statements are if, for and set")


def _faults(tree: nodes.Template) -> Iterator[Fault]:
    known = {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
    for taken in sorted(known & (FUNCTIONS.keys() | {"emit_", "bounded_"})):
        yield Fault(0, f"`{taken}` is a function and cannot be set")
    called = {id(one.node) for one in tree.find_all(nodes.Call)}
    ahead = [(node, 0) for node in tree.body]
    while ahead:
        node, depth = ahead.pop(0)
        if depth > MOST_DEPTH:
            yield Fault(node.lineno - 1, "the statements are nested too deeply")
            return
        if not isinstance(node, _ALLOWED):
            at = max((node.lineno or 1) - 1, 0)
            is_statement = isinstance(node, nodes.Stmt)
            yield _statement(at, type(node).__name__.lower()) if is_statement else _not_printed(at)
            continue
        if isinstance(node, nodes.Call):
            fault = _constant_call(node) if not isinstance(node.node, nodes.Name) else None
            if isinstance(fault, Fault):
                yield fault
                continue
            if node.node.name not in FUNCTIONS:
                yield _unknown(node.node.name, node.node.lineno - 1)
            if node.dyn_args or node.dyn_kwargs:
                yield Fault(node.lineno - 1, f"`{node.node.name}` takes no stars")
        elif isinstance(node, nodes.Name) and node.ctx == "load" and id(node) not in called:
            if node.name not in known:
                yield _refused(node)
        elif isinstance(node, nodes.For) and (node.recursive or node.test):
            yield Fault(node.lineno - 1, "a loop in prose is plain: `for x in […]`")
        ahead.extend((child, depth + 1) for child in node.iter_child_nodes())


def _program(tree: nodes.Template) -> nodes.Template:
    """Return ``tree`` with every call told its place, every print and every loop passed through a guard."""
    for call in list(tree.find_all(nodes.Call)):
        call.args.insert(0, nodes.Const(call.node.lineno - 1))
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _guard("bounded_", loop.iter, nodes.Const(loop.lineno - 1))
    for output in list(tree.find_all(nodes.Output)):
        output.nodes = [
            one if isinstance(one, nodes.TemplateData) else _guard("emit_", nodes.Const(one.lineno - 1), one)
            for one in output.nodes
        ]
    tree.set_environment(_ENVIRONMENT)
    return tree


def _guard(name: str, *given: nodes.Expr) -> nodes.Call:
    return nodes.Call(nodes.Name(name, "load"), list(given), [], None, None)
