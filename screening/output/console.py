"""Results for people at a terminal: calm, aligned, readable without colour and at any width."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from screening.dates import written
from screening.output.evidence import render_ledger, render_parts
from screening.output.layout import facts_grid, fitted_table, section, split_line
from screening.output.listings import ended_text, render_listings
from screening.output.wording import (
    WEAK_ALIASES,
    count_text,
    flags,
    list_date_text,
    outcome_text,
    score_text,
    shorten,
    visible,
)
from screening.records import Name, Query, QueryParty
from screening.results import Comparison, Hit, ScreeningResult
from screening.vocabulary import Band, NameKind, NameStrength, WeakAliasPolicy

MAX_WIDTH = 108
"""Wider lines are hard to read; a wider terminal gets a margin."""
FULL_HITS = 3
"""Hits shown in full by default; the others stand in a table."""
BAR = 10
LONG_NAME = 200
BAND_STYLE = {Band.STRONG: "bold red", Band.MEDIUM: "bold yellow", Band.WEAK: "bold blue", None: "dim"}
NAME_KINDS = {
    NameKind.PRIMARY: "primary name",
    NameKind.ALIAS: "alias",
    NameKind.FORMER: "former name",
    NameKind.ORIGINAL_SCRIPT: "name in its own script",
    NameKind.PRESS: "press spelling, not official",
}
INDENT = (0, 0, 0, 2)


class Detail(StrEnum):
    """How much of a result is shown."""

    BRIEF = "brief"
    USUAL = "usual"
    FULL = "full"


def open_console(*, stderr: bool = False) -> Console:
    """Return a console that takes text as it is: no markup, no emoji, and no colour where it is not wanted."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def render_text(renderable: RenderableType, console: Console) -> str:
    """Return what the console would print, at most `MAX_WIDTH` columns wide, without trailing spaces."""
    with console.capture() as capture:
        console.print(renderable, width=min(console.width, MAX_WIDTH))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def render_result(result: ScreeningResult, detail: Detail = Detail.USUAL) -> RenderableType:
    """Return the whole answer to one query: what was asked, what was found and why, and on which lists."""
    full = {Detail.BRIEF: 0, Detail.USUAL: FULL_HITS, Detail.FULL: len(result.hits)}[detail]
    blocks: list[RenderableType] = [_header(result)]
    blocks += [render_hit(hit, place, result, detail) for place, hit in enumerate(result.hits[:full], start=1)]
    if rest := result.hits[full:]:
        blocks.append(_hits_table(rest, full))
    if result.more_hits:
        blocks.append(Text(f"{count_text(result.more_hits, 'more hit')} beyond the limit: raise --limit to see them."))
    blocks.append(_footer(result))
    return Group(*(line for block in blocks for line in (block, Text())))


def render_hit(hit: Hit, place: int, result: ScreeningResult, detail: Detail = Detail.USUAL) -> RenderableType:
    """Return one hit: who, how strong, the sentence, the names side by side, the ledger and the listings."""
    party, every_line = hit.record.party, detail is Detail.FULL
    name = facts_grid()
    name.add_row(str(place), Text(visible(party.primary_name), style="bold"))
    body: list[RenderableType] = [Text(" · ".join([*_facts(party), visible(hit.record.id)]), style="dim"), Text()]
    body += [Text(f"! {flag}", style="bold") for flag in flags(hit)]
    body += [
        Text(visible(hit.explanation)),
        section("Name parts", f"compared with “{visible(hit.name.text)}”, {_name_kind(hit.name)}"),
        render_parts(hit.parts),
        section("Evidence"),
        render_ledger(hit.ledger, result.threshold, every_line=every_line),
        section("Listings", ended_text(hit.listings)),
        render_listings(hit.listings, result.as_of, every_line=every_line),
        *_linked(hit),
        *(_background(hit) if every_line else ()),
    ]
    score = _score(hit.score, hit.band)
    if not hit.is_current:
        score.stylize("dim")
    return Group(Rule(style="dim"), split_line(name, score), Padding(Group(*body), INDENT))


def render_comparison(comparison: Comparison, threshold: float | None) -> RenderableType:
    """Return how two names compare, part by part and point by point."""
    grid = facts_grid("dim")
    grid.add_row("Query", Text(visible(comparison.query_name), style="bold"))
    grid.add_row("Record", Text(visible(comparison.record_name), style="bold"))
    body = [
        Text(visible(comparison.explanation)),
        section("Name parts"),
        render_parts(comparison.parts),
        section("Evidence"),
        render_ledger(comparison.ledger, threshold, every_line=True),
    ]
    return Group(split_line(grid, _score(comparison.score, comparison.band)), Rule(style="dim"), *body)


def render_refusal(name: str, problem: str) -> RenderableType:
    """Return what stands in place of an answer to a query that cannot be screened."""
    grid = facts_grid("dim")
    grid.add_row("Query", Text(shorten(visible(name), LONG_NAME) or "·", style="bold"))
    grid.add_row("Error", Text(visible(problem), style="bold red"))
    return Group(grid, Text())


def _header(result: ScreeningResult) -> RenderableType:
    grid = facts_grid("dim")
    grid.add_row("Query", _query(result.query))
    if result.as_of:
        grid.add_row("As of", Text(f"{written(result.as_of)}: what was listed on that day"))
    grid.add_row("Answer", Text(outcome_text(result), style="bold"))
    for note in result.notes:
        grid.add_row("Note", Text(visible(note)))
    return grid


def _query(query: Query) -> Text:
    names = [shorten(visible(name.text), LONG_NAME) for name in query.party.names]
    said = [f"also {name}" for name in names[1:]] + _facts(query.party)
    said += [visible(identifier.value) for identifier in query.party.identifiers]
    return Text.assemble((names[0], "bold"), *(f" · {fact}" for fact in said))


def _facts(party: QueryParty) -> list[str]:
    """Return what is known of a party besides its names, in a few words each."""
    facts = [] if party.entity_type == "unspecified" else [str(party.entity_type)]
    if days := " or ".join(visible(str(day)) for day in getattr(party, "birth_dates", ())):
        facts.append(f"born {days}")
    facts += [str(gender)] if (gender := getattr(party, "gender", None)) else []
    return facts + list(party.countries)


def _name_kind(name: Name) -> str:
    weak = "weak " * (name.strength is NameStrength.WEAK)
    return weak + NAME_KINDS[name.kind]


def _score(score: float, band: Band | None) -> Text:
    filled, style = int(score * BAR), BAND_STYLE[band]
    word = band.value if band else "below the threshold"
    bar = (("━" * filled, style), ("╌" * (BAR - filled), "dim"))
    return Text.assemble((word, style), "  ", *bar, "  ", score_text(score))


def _linked(hit: Hit) -> list[RenderableType]:
    """Return the other records of the party, each with the reason why it is taken for the same."""
    if not hit.linked:
        return []
    rows = [
        [Text(visible(text)) for text in (one.record.id, one.record.party.primary_name, one.reason)]
        for one in hit.linked
    ]
    count = count_text(len(rows) + 1, "record")
    return [section("One party", f"{count}, not by name alone"), fitted_table(("Record", "Name", "Because"), rows)]


def _background(hit: Hit) -> list[RenderableType]:
    lines = [Text(visible(f"{relation.type}: {relation.target}")) for relation in hit.record.relations]
    lines += [Text(visible(note)) for note in hit.record.notes]
    return [section("Ties and notes"), *lines] if lines else []


def _hits_table(hits: Sequence[Hit], above: int) -> RenderableType:
    rows = [_hit_row(hit, place) for place, hit in enumerate(hits, start=above + 1)]
    table = fitted_table((">#", ">Score", "Band", "Name", "Listed by", "Record"), rows)
    return Group(Rule(style="dim"), Text("Other hits" if above else "Hits", style="bold"), table)


def _hit_row(hit: Hit, place: int) -> list[Text]:
    style = "" if hit.is_current else "dim"
    marks = ", weak alias" * hit.weak_alias_only + ", no listing in force" * (not hit.is_current)
    authorities = ", ".join(dict.fromkeys(dated.listing.authority for dated in hit.listings)) or "—"
    primary, found = visible(hit.record.party.primary_name), visible(hit.name.text)
    alias = f", as “{found}”" * (found != primary)
    name = Text.assemble((primary, style), (f"{alias}{marks}", "dim"))
    records = f"{hit.record.id} and {len(hit.linked)} more" if hit.linked else hit.record.id
    ends = [Text(visible(text), style) for text in (authorities, records)]
    return [Text(str(place)), Text(score_text(hit.score)), Text(hit.band.value, BAND_STYLE[hit.band]), name, *ends]


def _footer(result: ScreeningResult) -> RenderableType:
    grid = facts_grid()
    for place, info in enumerate(result.lists):
        entries = count_text(info.entries, "entry", "entries")
        grid.add_row("" if place else "Lists", f"{info.id} · {list_date_text(info)} · {entries} · {info.sha256[:12]}")
    policy = WEAK_ALIASES[WeakAliasPolicy(result.weak_aliases)]
    grid.add_row("Engine", f"screening {result.engine.version} · policy {result.engine.policy} · {policy}")
    return Group(Rule(style="dim"), Padding(grid, 0, style="dim"))
