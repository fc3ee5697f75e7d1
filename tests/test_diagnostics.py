"""What a person, GitHub and other tools are told of a mistake."""

from __future__ import annotations

import json

from tieout.diagnostics import (
    Diagnostic,
    Place,
    Severity,
    error,
    nearest,
    render_github,
    render_json,
    render_sarif,
    render_text,
    sorted_by_place,
    summary,
    warning,
)

PATH = "content/facts/ferries.yaml"


def shown(line: str, column: int, width: int = 1) -> list[str]:
    """Return the line and the carets as printed for one line of a file."""
    said = render_text([error("c", Place("f", 1, column, width), "m")], {"f": line})
    return [row[4:] for row in said.split("\n")[2:4]]


def test_text_is_as_the_style_guide_shows_it():
    """A diagnostic is a line to click, the line of the file, a run of carets, notes and help."""
    lines = ["x"] * 15 + ["      quote: It was 38.6 million."]
    found = error(
        "value-in-quote",
        Place(PATH, 16, 14, 20),
        "the quote for `trips` does not say 38.5",
        "it says 38.6",
        help="correct `value`, or quote the passage that states it",
    )
    assert render_text([found], {PATH: "\n".join(lines)}) == (
        "content/facts/ferries.yaml:16:14: error[value-in-quote]: the quote for `trips` does not say 38.5\n"
        "   |\n"
        "16 |       quote: It was 38.6 million.\n"
        "   |              ^^^^^^^^^^^^^^^^^^^^\n"
        "   = note: it says 38.6\n"
        "   = help: correct `value`, or quote the passage that states it\n"
        "\n"
    )


def test_a_place_without_a_line_shows_none():
    """A diagnostic of a whole file, or of a file that was not read, has no line and no carets."""
    whole = error("file-is-read", Place("a.yaml"), "cannot be read", help="save it")
    assert render_text([whole], {}) == "a.yaml: error[file-is-read]: cannot be read\n   = help: save it\n\n"
    gone = error("file-is-read", Place("a.yaml", 3, 1), "is gone")
    assert render_text([gone], {}) == "a.yaml:3:1: error[file-is-read]: is gone\n\n"


def test_related_places_are_notes():
    """Another place that belongs to the mistake is named so that it can be clicked."""
    one = Diagnostic(
        Place("b", 1, 1), Severity.ERROR, "c", "twice", (), None, ((Place("a", 2, 3), "the first one"),)
    )
    assert "= note: the first one: a:2:3" in render_text([one], {})


def test_carets_stand_under_tabs_and_wide_characters():
    """Tabs are shown as spaces up to the next stop, and a wide character has two carets."""
    assert shown("\tab: x", 2, 2) == ["    ab: x", "    ^^"]
    assert shown("a\tb", 3) == ["a   b", "    ^"]
    assert shown("数: 億円", 4, 2) == ["数: 億円", "    ^^^^"]
    assert shown("e\u0301x", 3) == ["e\u0301x", " ^"]


def test_carets_end_where_the_line_ends():
    """A place past the end, as of a thing that is missing, still gets one caret; a long run is cut."""
    assert shown("ab", 2, 50) == ["ab", " ^"]
    assert shown("ab", 9) == ["ab", "  ^"]
    assert shown("", 1, 4) == ["", "^"]


def test_a_huge_line_is_cut_around_the_carets():
    """A line of a megabyte shows some 160 columns, the fault among them, and says that it was cut."""
    line, carets = shown("a" * 500_000 + "FAULT" + "b" * 500_000, 500_001, 5)
    assert len(line) == 160 and line.startswith("…") and line.endswith("…")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "FAULT"
    line, carets = shown("FAULT" + "b" * 500, 1, 5)
    assert line.startswith("FAULT") and line.endswith("…") and carets == "^^^^^"
    wide, _ = shown("数" * 400, 200)
    assert len(wide) <= 82


def test_control_characters_are_written_out():
    """Nothing in a file, a name or a message moves the cursor, colours the screen or turns text round."""
    hostile = "a\x1b[31mb\u202ec\r\x00"
    said = render_text(
        [error("c", Place(f"f{hostile}", 1, 1), hostile, hostile, help=hostile)], {f"f{hostile}": hostile}
    )
    assert not {"\x1b", "\u202e", "\r", "\x00"} & set(said)
    assert r"a\x1b[31mb\u202ec\r\x00" in said
    assert "\nNo" not in render_text([error("c", Place("f"), "one\nNo")], {})


def test_summary_counts_each_severity():
    """The last line counts errors and warnings in words."""
    bad, odd = error("c", Place("f"), "m"), warning("c", Place("f"), "m")
    assert summary([bad, odd, bad]) == "2 errors, 1 warning"
    assert summary([odd, odd]) == "2 warnings"
    assert summary([]) == "no problems"


def test_order_is_by_place():
    """Diagnostics are sorted by file, line, column."""
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1), Place("a")]
    found = [one.at for one in sorted_by_place(error("c", at, "m") for at in places)]
    assert found == [Place("a"), Place("a", 9, 1), Place("a", 9, 2), Place("a", 10, 1), Place("b", 1, 1)]


def test_github_commands_are_escaped():
    """Each diagnostic is one line that GitHub reads, whatever stands in it."""
    one = error("c", Place("a,b:c.yaml", 2, 3, 4), "50% of\nit", "n", help="h")
    assert render_github([one, warning("d", Place("f"), "m")]) == (
        "::error file=a%2Cb%3Ac.yaml,line=2,col=3,endColumn=7,title=c::50%25 of%0Ait%0Anote: n%0Ahelp: h\n"
        "::warning file=f,title=d::m\n"
    )


def test_json_holds_all():
    """The JSON form has every field of every diagnostic, and the counts."""
    one = Diagnostic(Place("b", 1, 2, 3), Severity.ERROR, "c", "m", ("n",), "h", ((Place("a"), "there"),))
    read = json.loads(render_json([one]))
    assert (read["errors"], read["warnings"]) == (1, 0)
    assert read["diagnostics"] == [
        {
            "path": "b",
            "line": 1,
            "column": 2,
            "width": 3,
            "severity": "error",
            "check": "c",
            "message": "m",
            "notes": ["n"],
            "help": "h",
            "related": [{"path": "a", "line": 0, "column": 0, "width": 1, "message": "there"}],
        }
    ]


def test_sarif_has_what_the_standard_asks_for():
    """SARIF 2.1.0: rules by index, levels, locations with escaped addresses; no region for a whole file."""
    one = Diagnostic(
        Place("content/a b.yaml", 4, 2, 3), Severity.ERROR, "c", "m", ("n",), "h", ((Place("a", 1, 1), "t"),)
    )
    read = json.loads(render_sarif([one, warning("b", Place("f"), "w")], "0.1", {"c": "what c holds"}))
    assert read["version"] == "2.1.0"
    (run,) = read["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("tieout", "0.1")
    assert driver["rules"] == [{"id": "b"}, {"id": "c", "shortDescription": {"text": "what c holds"}}]
    first, second = run["results"]
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "c"
    assert (first["level"], second["level"]) == ("error", "warning")
    assert first["message"]["text"] == "m\nnote: n\nhelp: h"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "content/a%20b.yaml", "uriBaseId": "ROOT"},
        "region": {"startLine": 4, "startColumn": 2, "endColumn": 5},
    }
    assert first["relatedLocations"][0]["message"] == {"text": "t"}
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_nearest_name():
    """A slip of the finger, another case or a part left out is recognised; another name or year is not."""
    keys = ["statement", "stance", "source", "as_of", "name"]
    assert [nearest(one, keys) for one in ("statment", "stanze", "as-of", "nmae", "Source")] == [
        "statement",
        "stance",
        "as_of",
        "name",
        "source",
    ]
    ids = ["openai-cerebras-commitment", "openai-cerebras-capacity", "revenue-2024"]
    assert nearest("openai-commitment", ids) == "openai-cerebras-commitment"
    assert nearest("revenue-2025", ids) is None
    assert nearest("editions", ["sections", "title"]) is None
    assert nearest("x", []) is None


def test_nearest_name_is_quick_among_many():
    """Ten thousand known names do not make a misspelt one slow to explain."""
    ids = [f"company-{one}-revenue" for one in range(10_000)]
    assert nearest("company-77-revenu", ids) == "company-77-revenue"
