"""Other ways from a text to a page or a PDF: how they are installed, what they are given, how called.

Each gets the same text: the words, tables and sources of a finished draft, its charts as the pictures that we
drew. None of them reads facts, draws a chart or checks a number. Citations are plain numbers, but where a
peer sets them itself: pandoc by citeproc, Typst by its bibliography.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PYPI = (
    "pypandoc-binary",
    "typst",
    "weasyprint",
    "sphinx",
    "sphinx-simplepdf",
    "myst-parser",
    "mkdocs-with-pdf",
)
NPM = ("mystmd",)
# Typst's compiler is on PyPI, its command line is not: this is the least that calls the one as the other.
_TYPST = """\
#!{python} -IS
import sys
sys.path.append({packages!r})
if sys.argv[1:] == ["--version"]:
    from importlib.metadata import version
    print("typst", version("typst"))
else:
    import typst
    source, result = sys.argv[-2:]
    if source == "-":
        from pathlib import Path
        source = Path("piped.typ").resolve()
        source.write_bytes(sys.stdin.buffer.read())
    typst.compile(source, output=result)
"""


@dataclass(frozen=True)
class Peer:
    """A command, run in the folder of the text, and the file it makes.

    ``versions`` are the commands that tell the version of each of its parts.
    """

    name: str
    command: tuple[str, ...]
    result: str
    versions: tuple[tuple[str, ...], ...]


_CITEPROC = ("--citeproc", "--bibliography", "sources.json")
_PANDOC, _TYPST_TOLD = ("pandoc", "--version"), ("typst", "--version")
PEERS = (
    Peer(
        "pandoc → HTML",
        ("pandoc", "report.md", "--standalone", "--toc", "--output", "pandoc.html"),
        "pandoc.html",
        (_PANDOC,),
    ),
    Peer(
        "pandoc --citeproc → HTML",
        ("pandoc", "cited.md", "--standalone", "--toc", *_CITEPROC, "--output", "cited.html"),
        "cited.html",
        (_PANDOC,),
    ),
    Peer(
        "pandoc --citeproc + typst → PDF",
        ("pandoc", "cited.md", "--toc", *_CITEPROC, "--pdf-engine", "typst", "--output", "pandoc.pdf"),
        "pandoc.pdf",
        (_PANDOC, _TYPST_TOLD),
    ),
    Peer("typst → PDF", ("typst", "compile", "report.typ", "report.pdf"), "report.pdf", (_TYPST_TOLD,)),
    Peer(
        "typst, citations its own → PDF",
        ("typst", "compile", "cited.typ", "cited.pdf"),
        "cited.pdf",
        (_TYPST_TOLD,),
    ),
    Peer(
        "mystmd → JATS XML",
        ("myst", "build", "report.md", "--xml", "--force"),
        "_build/exports/report.xml",
        (("myst", "--version"),),
    ),
    Peer(
        "Sphinx → HTML",
        ("sphinx-build", "-q", "-b", "html", "sphinx", "sphinx/html"),
        "sphinx/html/report.html",
        (("sphinx-build", "--version"),),
    ),
    Peer(
        "Sphinx + simplepdf → PDF",
        ("sphinx-build", "-q", "-b", "simplepdf", "sphinx", "sphinx/pdf"),
        "sphinx/pdf/report.pdf",
        (("sphinx-build", "--version"), ("pip-version", "sphinx-simplepdf")),
    ),
    Peer(
        "mkdocs-with-pdf → HTML, PDF",
        ("mkdocs", "build", "--quiet", "--config-file", "mkdocs/mkdocs.yml", "--site-dir", "site"),
        "mkdocs/site/report.pdf",
        (("mkdocs", "--version"), ("pip-version", "mkdocs-with-pdf")),
    ),
    Peer(
        "weasyprint → PDF",
        ("weasyprint", "script/print.html", "weasyprint.pdf"),
        "weasyprint.pdf",
        (("weasyprint", "--version"),),
    ),
)
NAMED: Mapping[str, Peer] = {one.name: one for one in PEERS}


# --- where they are ------------------------------------------------------------------------------


def install(folder: Path) -> list[str]:
    """Install the peers from PyPI and npm into ``folder``; return what could not be, in words."""
    missing = []
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True, clear=False)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for name in PYPI:
        missing += _tried([*pip, name], name)
    npm = shutil.which("npm")
    for name in NPM:
        command = [npm, "install", "--silent", "--prefix", str(folder), name]
        missing += _tried(command, name) if npm else [f"{name}: no npm here"]
    found = subprocess.run(
        [*pip[:3], "show", "-f", "pypandoc-binary"], capture_output=True, text=True, check=False
    )
    if binary := re.search(r"^\s+(\S*/files/pandoc)$", found.stdout, re.MULTILINE):
        place = re.search(r"^Location: (.+)$", found.stdout, re.MULTILINE)[1]
        link = folder / "bin" / "pandoc"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(place) / binary[1])
    if packages := next(folder.glob("lib/python*/site-packages/typst"), None):
        shim = folder / "bin" / "typst"
        shim.write_text(typst(folder / "bin" / "python", packages.parent), "utf-8")
        shim.chmod(0o755)
    return missing


def typst(python: Path, packages: Path) -> str:
    """Return a script that is called as Typst's command line, of the library in ``packages``."""
    return _TYPST.format(python=python, packages=str(packages))


def _tried(command: list[str], name: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stderr or done.stdout).strip().splitlines()
    return [f"{name}: {said[-1] if said else done.returncode}"] if done.returncode else []


def environment(folder: Path | None) -> dict[str, str]:
    """Return an environment in which the programs of ``folder`` are found before the system's."""
    own = [str(folder / "bin"), str(folder / "node_modules" / ".bin")] if folder else []
    return {**os.environ, "PATH": os.pathsep.join([*own, os.environ.get("PATH", "")])}


def command(peer: Peer, folder: Path | None) -> list[str] | None:
    """Return a peer's command with its programs found; None where one of them is not here."""
    path = environment(folder)["PATH"]
    programs = [one[0] for one in peer.versions if one[0] != "pip-version"]
    if not all(shutil.which(one, path=path) for one in (peer.command[0], *programs)):
        return None
    return [shutil.which(peer.command[0], path=path), *peer.command[1:]]


def version(peer: Peer, folder: Path | None) -> str:
    """Return a peer's version, of each of its parts."""
    told = []
    for program, *words in peer.versions:
        if program == "pip-version":
            call = ["python", "-c", f"from importlib.metadata import version; print(version({words[0]!r}))"]
            name = words[0]
        else:
            call, name = [program, *words], program
        done = subprocess.run(call, env=environment(folder), capture_output=True, text=True, check=False)
        number = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
        told.append(f"{name} {number[0] if number else '?'}")
    return ", ".join(told)


# --- what they are given -------------------------------------------------------------------------


def write(draft: Path, material: Path, folder: Path, programs: Path | None = None) -> None:
    """Write the text of a draft into ``folder``, for each peer as it wants it.

    ``material`` is what yardstick/export.py made of the draft. Typst's own source is made by pandoc, and is
    not there without it, or where it fails: then those that need it fail.
    """
    text = markdown(material)
    for place, name in (("", "report"), ("sphinx", "report"), ("mkdocs/docs", "index")):
        charts = folder / place / "charts"
        shutil.copytree(draft / "charts", charts, ignore=shutil.ignore_patterns("*-web-*"))
        (folder / place / f"{name}.md").write_text(text, "utf-8")
    (folder / "sphinx" / "conf.py").write_text(_SPHINX, "utf-8")
    (folder / "mkdocs" / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    (folder / "myst.yml").write_text(_MYST, "utf-8")
    listed = json.loads((material / "page.json").read_text("utf-8"))["sources"]
    described = json.loads((draft / "data" / "sources.json").read_text("utf-8"))
    works = [{**_described(one, described), "id": f"s{nth}"} for nth, one in enumerate(listed, 1)]
    (folder / "sources.json").write_text(json.dumps(works), "utf-8")
    (folder / "cited.md").write_text(cited(text), "utf-8")
    path = environment(programs)
    if pandoc := shutil.which("pandoc", path=path["PATH"]):
        for call in (
            ("sources.json", "--from", "csljson", "--to", "biblatex", "--output", "sources.bib"),
            ("report.md", "--standalone", "--toc", "--to", "typst", "--output", "report.typ"),
            ("cited.md", "--standalone", "--toc", "--bibliography", "sources.bib", "--output", "cited.typ"),
        ):
            subprocess.run([pandoc, *call], cwd=folder, check=False, env=path)


def _described(listed: str, works: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the work that a line of the list of sources tells of."""
    return next(one for one in works if one["title"] in re.sub(r"\\(.)", r"\1", listed))


def cited(text: str) -> str:
    """Return the text with its citations for pandoc to set, and the list of sources for pandoc to write."""
    text = re.sub(r"(?:^[0-9]+\. .*\n)+", "::: {#refs}\n:::\n", text, flags=re.MULTILINE)
    return re.sub(
        r"[ \u00a0]\\\[([0-9,]+)\\\]",
        lambda met: f" [{'; '.join(f'@s{one}' for one in met[1].split(','))}]",
        text,
    )


def markdown(material: Path) -> str:
    """Return the whole text as Markdown: tables with pipes, pictures, citations as numbers in brackets."""
    page = json.loads((material / "page.json").read_text("utf-8"))
    exhibits = json.loads((material / "exhibits.json").read_text("utf-8"))
    cover = [_exhibit(name, one) for name, one in exhibits.items() if one["cover"]]
    sources = "\n".join(f"{nth}. {one}" for nth, one in enumerate(page["sources"], 1))
    blocks = [f"# {page['title']}", " · ".join(page["about"]), page["standfirst"], *cover, *page["findings"]]
    for one in page["sections"]:
        text = (material / "sections" / f"{one['id']}.md").read_text("utf-8")
        text = re.sub(r"^#", "##", text, flags=re.MULTILINE).replace("{{ sources() }}", sources)
        text = re.sub(r'\{\{ exhibit\("([^"]+)"\) \}\}', lambda met: _exhibit(met[1], exhibits[met[1]]), text)
        blocks.append(re.sub(r'^!!! note ""\n(( {4}.*\n|\n)+)', _quoted, text, flags=re.MULTILINE))
    text = re.sub(r"\[((?:\\.|[^\]\\])*)\]\(#[^)]*\)", r"\1", "\n\n".join([*blocks, *page["disclosure"]]))
    return re.sub(r"<sup>(.*?)</sup>", r" \\[\1\\]", text) + "\n"


def _exhibit(name: str, exhibit: dict[str, str]) -> str:
    shown = exhibit.get("table") or f"![{exhibit['title']}](charts/{name}-print.svg)"
    parts = (f"**{exhibit['number']} {exhibit['title']}**", exhibit["subtitle"], shown, exhibit["source"])
    return "\n\n".join(filter(None, parts))


def _quoted(met: re.Match[str]) -> str:
    return "".join(f"> {line.strip()}\n" for line in met[1].strip().splitlines()) + "\n"


_SPHINX = """\
project, author = "report", "Ledger Desk"
extensions = ["myst_parser", "sphinx_simplepdf"]
root_doc = "report"
simplepdf_file_name = "report.pdf"
"""
_MKDOCS = """\
site_name: report
plugins:
  - with-pdf:
      output_path: report.pdf
"""
_MYST = """\
version: 1
project:
  title: report
site: {}
"""


def main() -> None:
    """Install into the folder that the call names."""
    if len(sys.argv) != 2:
        raise SystemExit("python bench/peers.py FOLDER")
    for one in install(Path(sys.argv[1])):
        print(one)


if __name__ == "__main__":
    main()
