"""The `tieout` command: one short function a verb."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import click

import tieout
from tieout import checks, diagnostics, pipeline, progress
from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic
from tieout.model import Ledger
from tieout.records import FORMATS
from tieout.store import MOST
from tieout.workers import LIMITS, Unfit

_FORMATS = ("text", "github", "sarif", "json")


class _Size(click.ParamType):
    """A number of bytes, as a person writes it: ``300 MB``."""

    name = "size"
    _WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]?)B?", re.IGNORECASE)
    _UNITS: ClassVar = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the bytes that ``value`` says, or fail with an example."""
        if isinstance(value, int):
            return value
        if not (said := self._WRITTEN.fullmatch(value.strip())):
            self.fail(f"`{value}` is no size: write it as 300MB or 2GB", param, ctx)
        return int(float(said[1]) * self._UNITS[said[2].lower()])


_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The report repository: the folder that holds content/ (default: here).",
)
_archive = click.option(
    "--archive",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="TIEOUT_ARCHIVE",
    help="The folder of snapshots, named by source id (default: archive/ at the root, if it is there).",
)
_output = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where drafts and releases go (default: output/ at the root).",
)
_step_seconds = click.option(
    "--step-seconds",
    type=click.FloatRange(min=0.1),
    default=LIMITS.seconds,
    show_default=True,
    help="How long the drawing of a chart may take; a PDF may take longer in proportion.",
)
_quiet = click.option("--quiet", "-q", is_flag=True, help="Print problems alone.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(tieout.__version__, prog_name="tieout")
def command() -> None:
    """Build briefings in which every number is tied out to the words that prove it.

    Exit status: 0 all is well; 1 something does not tie; 2 the call itself is wrong.
    """


@command.command()
@click.argument("briefings", nargs=-1, metavar="[BRIEFING...]")
@click.option("--release", is_flag=True, help="Publish the version in briefing.yaml; refused if it errs.")
@click.option(
    "--only",
    multiple=True,
    metavar="ID[,ID...]",
    help="The editions to draft, by id, of a briefing that has editions (default: all of them).",
)
@click.option(
    "--format",
    "forms",
    type=click.Choice(FORMATS),
    multiple=True,
    help="Write a draft in this format alone, without files of others; may be given again (default: all).",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many processes draw (default: one a core).")
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    default="",
    help="Hand the steps to this Dask scheduler instead; its workers must see the same folders.",
)
@_step_seconds
@click.option(
    "--keep",
    type=_Size(),
    default=MOST,
    envvar="TIEOUT_KEEP",
    show_default="512MB",
    help="How much of what builds make to keep for later ones; what was not used for longest goes first.",
)
@click.option(
    "--verify",
    type=click.Path(path_type=Path),
    metavar="MANIFEST",
    help="Build what MANIFEST is of again, from nothing and aside; say which files are the same.",
)
@_archive
@_output
@_root
@_quiet
def build(
    briefings: tuple[str, ...],
    release: bool,
    only: tuple[str, ...],
    forms: tuple[str, ...],
    jobs: int | None,
    scheduler: str,
    step_seconds: float,
    keep: int,
    verify: Path | None,
    archive: Path | None,
    output: Path | None,
    root: Path,
    quiet: bool,
) -> None:
    """Build drafts, or publish a release; say where they are.

    Without BRIEFING, all of content/briefings/ are built.
    """
    began = time.monotonic()
    _must_hold_content(root)
    if release and forms:
        raise click.UsageError("a release is in all its formats: leave out --format")
    wanted = tuple(dict.fromkeys(name.strip() for one in only for name in one.split(",") if name.strip()))
    if release and wanted:
        raise click.UsageError("a release has all its editions: leave out --only, or --release")
    if jobs and scheduler:
        raise click.UsageError("--jobs is of this machine: leave it out, or --scheduler")
    into = output or root / "output"
    held = pipeline.archive_of(root, archive)
    if verify is not None:
        if briefings or release or output or wanted or scheduler:
            others = "BRIEFING, --release, --only, --output and --scheduler"
            raise click.UsageError(f"--verify goes without {others}")
        _verify(root, verify, forms or FORMATS, held, jobs, step_seconds, quiet)
    if inside := pipeline.misplaced(root, into, held):
        mend = "give --output another folder"
        raise click.UsageError(f"cannot write to {into}: a build reads {inside}; {mend}")
    try:
        with _teller(quiet) as tell:
            outcome = pipeline.build(
                root,
                briefings,
                only=wanted,
                release=release,
                formats=forms or FORMATS,
                jobs=jobs,
                step_seconds=step_seconds,
                scheduler=scheduler,
                keep=keep,
                archive=held,
                output=into,
                tell=tell,
            )
    except Unfit as unfit:
        raise click.UsageError(str(unfit)) from unfit
    except OSError as refused:
        raise click.UsageError(f"cannot write to {into}: {refused.strerror or refused}") from refused
    if outcome.unknown and outcome.unknown[0] not in briefings:
        raise click.UsageError(_no_edition(outcome.unknown[0], outcome.ledger))
    if outcome.unknown and (root / "content" / "briefings" / outcome.unknown[0]).is_dir():
        _print_problems(outcome.problems, outcome.ledger.texts)
        click.echo(f"`{outcome.unknown[0]}` can't be read: nothing is written")
        sys.exit(1)
    if outcome.unknown:
        known = ", ".join(outcome.ledger.briefings) or "none"
        raise click.UsageError(f"no briefing `{outcome.unknown[0]}` (there are: {known})")
    _print_problems(outcome.problems, outcome.ledger.texts)
    if not quiet:
        for remark in outcome.remarks:
            click.echo(remark, err=True)
        for built in outcome.built:
            click.echo(built.report())
        click.echo(f"{diagnostics.summary(outcome.problems)}; {time.monotonic() - began:.1f} s")
    sys.exit(0 if outcome.well else 1)


@command.command()
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How to print problems.")
@_step_seconds
@_archive
@_root
def check(form: str, step_seconds: float, archive: Path | None, root: Path) -> None:
    """Read, vouch, derive and lint; print every problem in one run; write nothing."""
    _must_hold_content(root)
    held = pipeline.archive_of(root, archive)
    with uncollected():
        ledger, problems = pipeline.check(root, held, jobs=None, step_seconds=step_seconds)
        if form == "text":
            _print_problems(problems, ledger.texts)
            click.echo(diagnostics.summary(problems))
        else:
            click.echo(_rendered(problems, form), nl=False)
        sys.exit(1 if _errs(problems) else 0)


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How to print problems.")
@_quiet
def audit(files: tuple[Path, ...], form: str, quiet: bool) -> None:
    """Read finished HTML, PDF and SVG files, and tie out every number in them once more.

    FILE is such a file, or the folder of a draft or a release. Nothing but the files is looked at: what
    they print is held against the facts they carry, or that lie beside them in data/.
    """
    from tieout.audit import folder
    from tieout.audit.kinds import KINDS

    problems: list[Diagnostic] = []
    try:
        for one in folder.together(files):
            result = folder.audit_of(one)
            problems += folder.diagnostics(one, result.faults)
            if form == "text" and not quiet:
                for name, counts in result.counts.items():
                    click.echo(f"{(one.folder / name).as_posix()}: {_counted(counts)}")
    except folder.Unfit as unfit:
        raise click.UsageError(str(unfit)) from unfit
    if form == "text":
        _print_problems(problems, {})
        if not quiet:
            click.echo(diagnostics.summary(problems))
    else:
        click.echo(_rendered(problems, form, KINDS), nl=False)
    sys.exit(1 if _errs(problems) else 0)


@command.command()
@click.option("--to", "most", type=_Size(), default=0, help="Shrink to SIZE, as 100MB, and keep the rest.")
@click.option("--drafts", is_flag=True, help="Take away all drafts in the output folder, too.")
@_output
@_root
def clean(most: int, drafts: bool, output: Path | None, root: Path) -> None:
    """Take away what builds keep to be quick, in .tieout/, and say how much that was.

    It may be taken away at any time: the next build makes it again. Releases are never touched.
    """
    _must_hold_content(root)
    from tieout import cleaning

    click.echo(cleaning.clean(root, output or root / "output", most, drafts).report())


@command.command()
@_archive
@click.option("--on", metavar="DATE", help="The day to record, as 2026-04-17 (default: today).")
@_root
def vouch(archive: Path | None, on: str | None, root: Path) -> None:
    """Vouch quotes against the snapshots held, and rewrite content/evidence.lock.

    Entries that have not changed are left as they are.
    """
    _must_hold_content(root)
    held = pipeline.archive_of(root, archive)
    if held is None:
        raise click.UsageError("no archive: give --archive DIR, set TIEOUT_ARCHIVE, or make archive/")
    day = pipeline.day(on) if on else pipeline.today()
    if day is None:
        raise click.UsageError(f"--on takes a day, as 2026-04-17, not `{on}`")
    vouched = pipeline.vouch(root, held, day)
    _print_problems(vouched.problems, vouched.ledger.texts)
    click.echo(vouched.report())
    sys.exit(1 if _errs(vouched.problems) else 0)


@command.command()
@click.argument("id")
@_root
def why(id: str, root: Path) -> None:
    """Tell all of one number: its words, sources, origins, status and formula, and where it is used.

    ID is a fact, a point of a series (id@2025) or a derived number, whose formula is drawn as a tree, down to
    the quotes. Of a source, a claim or an exhibit it is told what it is, and which numbers to ask for.
    """
    _must_hold_content(root)
    from tieout.why import Screen
    from tieout.why import why as told_of

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    has_lines = (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    told, known = told_of(root, id, Screen(width, has_lines=has_lines))
    if told is None and not known:
        raise click.UsageError(f"`{id}` could not be read: run `tieout check`, which says why")
    if told is None:
        near = diagnostics.nearest(id, known)
        hint = f"; did you mean `{near}`?" if near else ""
        raise click.UsageError(f"no fact, derived number, source, claim or exhibit `{id}`{hint}")
    click.echo(told)


@command.command()
@click.argument("briefing", required=False, metavar="[BRIEFING]")
@click.option("--port", type=click.IntRange(1, 65535), help="Where to listen (default: one from 8640 up).")
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    help="Where places in files lead: vscode, vscodium, cursor, zed, idea, sublime, textmate, emacs, none, "
    "or an address with {path}, {line} and {column} in it.",
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to draw with (default: one a core).")
@_archive
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where drafts go (default: output/ at the root).",
)
@_root
@_quiet
def serve(
    briefing: str | None,
    port: int | None,
    editor: str,
    opens: bool,
    jobs: int | None,
    archive: Path | None,
    output: Path | None,
    root: Path,
    quiet: bool,
) -> None:
    """Show the page in the browser as it is written: each save changes it at once.

    Problems are told over the page, with the way to their lines in an editor. Drafts, with the PDF, are
    written in the background. Only this machine can see any of it. Ctrl-C ends it.
    """
    from tieout.serve import server, told, warm

    _must_hold_content(root)
    into = output or root / "output"
    held = pipeline.archive_of(root, archive)
    if inside := pipeline.misplaced(root, into, held):
        mend = "give --output another folder"
        raise click.UsageError(f"cannot write to {into}: a build reads {inside}; {mend}")
    if not warm.can_fork():
        raise click.UsageError("`tieout serve` needs a system that can fork: Linux or macOS")
    known = sorted(one.name for one in (root / "content" / "briefings").glob("*/") if one.is_dir())
    if briefing and briefing not in known:
        raise click.UsageError(f"no briefing `{briefing}` (there are: {', '.join(known) or 'none'})")
    try:
        template = told.editor(editor)
        made = server.listening(port)
    except ValueError as unfit:
        raise click.UsageError(str(unfit)) from unfit
    except server.PortTaken as taken:
        said = f"port {port} is taken: is `tieout serve` running already? give another --port"
        raise click.UsageError(said) from taken
    order = warm.Order(root, (briefing,) if briefing else (), held, into, jobs)
    address = f"http://{server.HOST}:{made.getsockname()[1]}/"
    click.echo(f"{address}  (Ctrl-C ends it)")
    if opens:
        click.launch(address)
    if not server.serve(order, made, template, (lambda line: None) if quiet else click.echo):
        sys.exit(1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with ``arguments`` (default: those of the process) and exit with its status."""
    command.main(args=None if arguments is None else list(arguments), prog_name="tieout")


def _verify(
    root: Path,
    manifest: Path,
    forms: Sequence[str],
    archive: Path | None,
    jobs: int | None,
    step_seconds: float,
    quiet: bool,
) -> NoReturn:
    """Build again what a manifest is of, say what is the same, and end."""
    from tieout import rebuilt

    try:
        with _teller(quiet) as tell:
            found = rebuilt.rebuilt(
                root,
                manifest,
                formats=forms,
                archive=archive,
                jobs=jobs,
                step_seconds=step_seconds,
                tell=tell,
            )
    except rebuilt.NotTheOne as refused:
        raise click.UsageError(str(refused)) from refused
    if not (quiet and found.same):
        click.echo(found.report())
    sys.exit(0 if found.same else 1)


def _must_hold_content(root: Path) -> None:
    if not (root / "content").is_dir():
        raise click.UsageError(f"there is no content/ in {root.resolve().name or root}: give --root DIR")


def _no_edition(name: str, ledger: Ledger) -> str:
    known = [row for one in ledger.briefings.values() if one.editions for row in one.editions.rows]
    near = diagnostics.nearest(name, known)
    if not known:
        return "no briefing has `editions`: leave out --only"
    return f"no edition `{name}`{f'; did you mean `{near}`?' if near else ''}"


def _errs(problems: Sequence[Diagnostic]) -> bool:
    return any(one.errs for one in problems)


def _rendered(problems: Sequence[Diagnostic], form: str, also: Mapping[str, str] = {}) -> str:
    """Return problems in a form for machines; ``also`` says what checks ask that are not of content."""
    match form:
        case "github":
            return diagnostics.render_github(problems)
        case "json":
            return diagnostics.render_json(problems)
        case _:
            about = {name: one.says for name, one in checks.registered().items()} | also
            return diagnostics.render_sarif(problems, tieout.__version__, about)


def _print_problems(problems: Sequence[Diagnostic], texts: object) -> None:
    if problems:
        click.echo(diagnostics.render_text(problems, texts), nl=False, err=True)


def _counted(counts: Mapping[str, int]) -> str:
    """Return how many things a file prints of each class, as a person reads it."""
    told = [f"{count:,} {kind}" for kind, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    return ", ".join(told) or "nothing bound"


def _teller(quiet: bool) -> progress.Teller:
    """Return what tells of progress: a bar on a terminal, lines when piped, nothing when quiet."""
    if quiet:
        return progress.Teller()
    if sys.stderr.isatty():
        return progress.Bar()
    return progress.Lines(lambda line: click.echo(line, err=True))
