"""What is read from YAML, where it says it stood, and what it refuses."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from make import codes, said

from tieout import yamltree
from tieout.yamltree import Mapping, Scalar, decoded, parse, plain, text


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with PyYAML's C parser and with its own, which stands in where C is missing."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML has no C parser")
    monkeypatch.setattr(yamltree, "_LOADER", getattr(yaml, request.param))


def tree(words: str) -> Mapping:
    root, problems = parse(words, "f")
    assert not problems, said(problems)
    assert isinstance(root, Mapping)
    return root


def scalar(words: str, key: str = "a") -> Scalar:
    node = tree(words).values[key]
    assert isinstance(node, Scalar)
    return node


def refused(words: str) -> list[str]:
    return [one.split(": ", 2)[2] + " @ " + one.split(": ")[0] for one in said(parse(words, "f")[1])]


def test_scalars_stay_as_written():
    """What YAML would make a boolean, a time or a float of is the text a person wrote."""
    written = ["NO", "12:30", "1e9", "1.10", "010", "yes", "0x1F", "2026-04-17", "1_000", ".5", "true"]
    root = tree("".join(f"k{number}: {one}\n" for number, one in enumerate(written)))
    assert list(plain(root).values()) == written


def test_nothing_and_null_are_absent_unless_quoted():
    """An empty value, ``~`` and ``null`` state nothing; in quotation marks they are text."""
    root = tree("a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf: [x, ~]\n")
    assert plain(root) == {"d": "null", "e": "", "f": ["x", None]}
    assert list(root.keys) == ["a", "b", "c", "d", "e", "f"]


def test_empty_files_hold_nothing():
    """A file with nothing in it, or only a remark, is no mistake."""
    for words in ("", "\n\n", "# remark\n", "---\n", "---\n# remark\n...\n"):
        assert parse(words, "f") == (None, []), words


def test_keys_and_values_know_their_place():
    """Line and column count characters from 1, whatever alphabet stands before."""
    root = tree("x: {é𝒳: [1, 'two'], b: c}\n")
    inner = root.values["x"]
    assert (inner.line, inner.column) == (1, 4)
    assert [(one.column, one.width) for one in inner.keys.values()] == [(5, 2), (21, 1)]
    assert [(one.column, one.width) for one in inner.values["é𝒳"].items] == [(10, 1), (13, 5)]


@pytest.mark.parametrize(
    "words",
    [
        "a: one two\n",
        "a: one\n  two\n\n  three   \n  four\n",
        "a: 'it''s\n\n  here''  \n   and there'\n",
        'a: "one \\"two\\"\n  three\n\n\n  four"\n',
        'a: "joined \\\n  up\\\n  \\  here"\n',
        "a: |\n  one\n   two\n\n  three\n",
        "a: |2\n    one\n  two\n",
        "a: |-\n\n\n    one\n    two\n\n",
        "a: >\n  one\n  two\n\n  three\n    more\n    most\n\n  four\n  five\n",
        "a: >+\n  one\n\n  one\n  one\n\n\n",
        "b:\n  - x\na: >-\n      one\n      two\n",
        "a: 数字 20\n  億円 20\n",
        "a:\n  one\n  two\n",
        "a:\n  'one\n  two'\n",
        "a: |  # remark\n  one\n  # two\n",
    ],
)
def test_each_character_is_found_in_the_file(words: str):
    """In plain, quoted, literal and folded text, the character at an offset is the one at its place."""
    node = scalar(words)
    lines = words.split("\n")
    found = text(node, "f")
    for offset, character in enumerate(found.text):
        at = found.place(offset)
        if not character.isspace():
            assert lines[at.line - 1][at.column - 1 :].removeprefix("\\").startswith(character), (offset, at)


def test_escapes_are_pointed_at_where_they_begin():
    """Text after an escape is found; the escape itself is found at its backslash."""
    node = text(scalar('a: "x\\u00e9\\ty\\\\z"'), "f")
    assert node.text == "xé\ty\\z"
    assert [node.place(offset).column for offset in range(6)] == [5, 6, 12, 14, 15, 17]


_WORD = st.text("ab1é数", min_size=1, max_size=4)


@given(
    st.lists(st.lists(_WORD, max_size=3), min_size=1, max_size=6), st.sampled_from("|>'\""), st.integers(1, 4)
)
def test_each_word_is_found_in_the_file(lines: list[list[str]], style: str, indent: int):
    """However lines are broken, every word of a text is pointed at in its own line."""
    if not any(lines) or not lines[0]:
        lines = [["first"], *lines]
    rows = [" ".join(words) for words in lines]
    body = "\n".join(" " * indent + row if row else "" for row in rows)
    words = f"a: {style}\n{body}\n" if style in "|>" else f"a: {style}{body.lstrip()}{style}\n"
    node = text(scalar(words), "f")
    source = words.split("\n")
    for offset, character in enumerate(node.text):
        at = node.place(offset)
        if not character.isspace():
            assert source[at.line - 1][at.column - 1] == character


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("a: 1\nb: 2\na: 3", "the key `a` stands here twice @ f:3:1"),
        ("a: {b: 1, b: 2}", "the key `b` stands here twice @ f:1:11"),
        ("a: &x 1", "`&x` names a place by an anchor @ f:1:4"),
        ("a: [*x]", "`*x` repeats another place by an alias @ f:1:5"),
        ("a: {<<: {b: 1}}", "`<<` merges another mapping into this one @ f:1:5"),
        ("a: !!int 3", "a tag gives a type to a value @ f:1:4"),
        ("a: !mine {b: 1}", "a tag gives a type to a value @ f:1:4"),
        ("? [a]\n: b\n", "a key is a list or a mapping @ f:1:3"),
        ("~: 3", "the key `~` means nothing in YAML @ f:1:1"),
        ("a: 1\n---\nb: 2\n", "a second document begins @ f:2:1"),
        ("%YAML 1.1\n---\na: 1\n", "the file has a `%` directive @ f:1:1"),
        ("a: b: c", "a `: ` inside a text that has no quotes @ f:1:5"),
        ("x: 1\na: 'x\n\n", "a quotation mark is opened and never closed @ f:2:4"),
        ('a: "\\q"', "a backslash before a letter that has no meaning"),
        ("a: 1\nb\nc: 2\n", "a line is neither `key: value` nor `- item` @ f:3:1"),
        ("a: [1, 2\n", "a `[` list is not closed @ f:1:4"),
        ("a: {b: 1\n", "a `{` mapping is not closed @ f:1:4"),
        ("a:\n\tb: 1\n", "a tab where YAML wants spaces @ f:2:1"),
        ("a: @x", "a text cannot begin with `@` @ f:1:4"),
        ("a: - b", "a list cannot begin here @ f:1:4"),
        ("a:\n  b: 1\n c: 2\n", "this line does not fit the mapping around it @ f:3:2"),
        ("- a\nb: c\n", "this line does not fit the list around it @ f:2:1"),
        ("a: ]", "something stands here that begins no value @ f:1:4"),
        ("{a: b}}", "text stands outside the mapping of the file @ f:1:7"),
        ("a: *", "`*` begins an alias"),
        ('t: "a\nb: c\nv: "1.0"\n', "the quotation mark opened here is closed only in line 3 @ f:1:4"),
        ("- 'a\n- it's\n", "the quotation mark opened here is closed only in line 2 @ f:1:3"),
        ('a: ["x, y]\nb: "z"\n', "the quotation mark opened here is closed only in line 2 @ f:1:5"),
        ('a: "x\n  y"\n b: 1\n', "this line does not fit the mapping around it @ f:3:2"),
        ("a: >x\n b", "the text after `|` or `>` is not set in evenly"),
    ],
)
def test_what_is_not_plain_is_refused_once_in_our_words(words: str, message: str):
    """Each departure from plain YAML is one error that says what it is, and where."""
    (found,) = refused(words)
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("words", "message", "whole"),
    [
        (
            "{a: x 7,000 jobs, b: y}",
            "1:5: a comma ends the value of `a`: `000 jobs` is left over",
            "x 7,000 jobs",
        ),
        (
            "{b: y, a: x 7,000 jobs}",
            "1:11: a comma ends the value of `a`: `000 jobs` is left over",
            "x 7,000 jobs",
        ),
        (
            "{a: 1,000,000 jobs, b: y}",
            "1:5: a comma ends the value of `a`: `000` is left over",
            "1,000,000 jobs",
        ),
        (
            "{a: one,\n   two,\n  three, b: y}",
            "1:5: a comma ends the value of `a`: `two` is left over",
            "one, two, three",
        ),
        ("{a: 7,000 x, b: y}", "1:5: a comma ends the value of `a`: `000 x` is left over", "7,000 x"),
    ],
)
def test_a_value_that_a_comma_cuts_is_told_and_whole(words: str, message: str, whole: str):
    """In ``{…}`` what a comma cuts off a value stands like a key; it is one error, and read as meant."""
    root, problems = parse(words, "f")
    assert said(problems) == [f"f:{message.replace(': ', ': yaml-is-plain: ', 1)}"]
    assert problems[0].help == "put the value in quotes: a comma ends it here"
    assert plain(root) == {"a": whole, "b": "y"}
    assert set(root.keys) == {"a", "b"}


@pytest.mark.parametrize(
    "words",
    [
        "{a: 'x 7,000 jobs', b: y}",
        "a: x 7,000 jobs\nb: y\n",
        "{a: x, b: , c: ~}",
        "{a: [x, y], b: {c: d}, }",
        "{a: x, b:\n  y}",
    ],
)
def test_a_comma_that_cuts_nothing_is_well(words: str):
    """In quotes, outside ``{…}``, and between keys that have their colon, a comma does no harm."""
    assert parse(words, "f")[1] == []


def test_a_key_that_stands_alone_is_kept():
    """Where no value without quotes stands before it, a word alone is a key without a value."""
    root = tree("{a: 'x', b, c: {d: e}, f}")
    assert (list(root.keys), root.values["b"], root.values["f"]) == (["a", "b", "c", "f"], None, None)


def test_two_values_cut_alike_are_two_errors():
    """Leftovers of the same words are no key that stands there twice."""
    root, problems = parse("{2024: more than 7,000 jobs, 2025: more than 8,000 jobs}", "f")
    assert codes(problems) == ["yaml-is-plain"] * 2
    assert plain(root) == {"2024": "more than 7,000 jobs", "2025": "more than 8,000 jobs"}


def test_the_rest_of_a_file_is_still_read():
    """An entry cut by a mistake is left out, and those before it, or beside it, are kept."""
    root, problems = parse("a: {b: 1}\nc: {d: *x, e: 2}\nf: {g: 1}\n", "f")
    assert codes(problems) == ["yaml-is-plain"]
    assert plain(root) == {"a": {"b": "1"}, "f": {"g": "1"}}
    root, problems = parse("a: {b: 1}\nc:\n  d: 1\n  e: x: y\n", "f")
    assert codes(problems) == ["yaml-is-plain"]
    assert plain(root) == {"a": {"b": "1"}}


def test_depth_is_bounded():
    """Thirty lists within each other are read; thirty-one, or a million, are refused at once."""
    assert parse("[" * 30 + "]" * 30, "f")[1] == []
    start = time.perf_counter()
    for words in ("[" * 31 + "]" * 31, "[" * 400_000, "{a: " * 100_000, "- " * 50_000, "? " * 50_000):
        problems = parse(words, "f")[1]
        assert set(codes(problems)) == {"yaml-is-plain"}, words[:9]
        assert len(problems) < 3
        assert "deep" in problems[-1].message
    assert time.perf_counter() - start < 5


def test_an_alias_bomb_never_starts():
    """A file that doubles itself by aliases is refused without being unfolded."""
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    bomb = "a: &a [x, x]\n" + "".join(f"{two}: &{two} [*{one}, *{one}]\n" for one, two in pairs)
    root, problems = parse(bomb, "f")
    assert len(problems) == 9 + 16
    assert plain(root) == {"a": ["x", "x"]}


@given(st.text("ab:-?#&*!|>'\"%@`{}[], \n\t~=<.0", max_size=40))
def test_any_text_is_read_or_refused(words: str):
    """No text makes the reader fail, and each place it names is in the file."""
    lines = words.split("\n")
    for one in parse(words, "f")[1]:
        assert 1 <= one.at.line <= len(lines) + 1
        assert one.at.column >= 1


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: \xff", "the byte 0xff is not UTF-8 @ f:1:4"),
        (b"a: b\r\n\xe9: c", "the byte 0xe9 is not UTF-8 @ f:2:1"),
        ("a: b".encode("utf-16"), "the byte 0xff is not UTF-8 @ f:1:1"),
        (b"a: \x00", "the character U+0000 cannot be printed @ f:1:4"),
        (b"a:\n b\x1b[31m", "the character U+001B cannot be printed @ f:2:3"),
        ("a\u2028b".encode(), "the character U+2028 cannot be printed @ f:1:2"),
        (b"a: b\rc: d", "the character U+000D cannot be printed @ f:1:5"),
        (b"\xef\xbb\xbfa: \xff", "the byte 0xff is not UTF-8 @ f:1:4"),
    ],
)
def test_bytes_that_are_no_text_are_refused(raw: bytes, message: str):
    """What is not UTF-8, or cannot be printed, is pointed at."""
    words, problems = decoded(raw, "f")
    assert words is None
    assert [f"{one.message} @ {one.at}" for one in problems] == [message]


def test_bytes_that_are_text():
    """A byte order mark and CRLF line ends leave no trace; tabs, emoji and no-break spaces are text."""
    assert decoded(b"\xef\xbb\xbfa: b\r\nc: d\r\n", "f") == ("a: b\nc: d\n", [])
    assert decoded("a: 20\u00a0000 🎉\t數".encode(), "f") == ("a: 20\u00a0000 🎉\t數", [])
    assert decoded(b"", "f") == ("", [])


def test_size_is_bounded():
    """A file of more than two million bytes is refused by its size."""
    assert decoded(b" " * 2_000_000, "f")[1] == []
    (problem,) = decoded(b" " * 2_000_001, "f")[1]
    assert "2,000,001 bytes" in problem.message
