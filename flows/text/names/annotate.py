"""From spans to mentions: the whole resolution of one document on a page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from flows.text.appositions import country_behind, role_after
from flows.text.countries import mark_known
from flows.text.countries.marks import sound
from flows.text.countries.scene import Scene
from flows.text.names.confidence import link_score, place_score
from flows.text.names.organizations import resolve_organizations
from flows.text.names.persons import resolve_persons
from flows.text.names.repeats import repeated
from flows.text.naming import Context, Name
from flows.text.places import missed, relabel, resolve_places
from flows.text.places.hints import state_of
from flows.text.records import Entity, HeldRole, Mention, Span
from flows.text.roles import country_of, role_before
from flows.text.sentences import sentence_at, sentence_ranges
from flows.text.slugs import slug, with_one_apostrophe

ORDER = {"title": 0, "subtitle": 1, "byline": 2, "body": 3}
EDGES = "-–—" + " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"
"""What is trimmed off a name."""
TIES = {
    "abbreviation": "abbreviation",
    "adjective": "adjective",
    "demonym": "demonym",
    "plural": "demonym",
    "people": "adjective",
}


def annotate_fields(
    fields: Mapping[str, str], spans: Mapping[str, Sequence[Span]], *, recogniser: str, context: Context
) -> tuple[Mention, ...]:
    """The mentions of a document, with their entities, roles and places; sorted by field (title first), then start.

    `fields` are texts by name and `spans` what the recogniser found in each. Mentions of one field do not overlap, and
    the text of each is `fields[field][start:end]`. Any input is taken: spans outside the text are left out. Names are
    compared, and entities named, with the typewriter's apostrophe for all others.
    """
    as_written = dict(sorted(fields.items(), key=lambda f: (ORDER.get(f[0], 9), f[0])))
    ordered = {field: with_one_apostrophe(text) for field, text in as_written.items()}
    scene = Scene(tuple(ordered.values()))
    names = list(found(ordered, spans, scene))
    relabel(names, ordered)
    names.extend(repeated(ordered, names, scene))
    names.sort(key=lambda n: (ORDER.get(n.field, 9), n.field, n.start))
    names.extend(missed(ordered, names))
    names.sort(key=lambda n: (ORDER.get(n.field, 9), n.field, n.start))
    resolve(
        names, ordered, as_written, context, Counter({state_of(name): times for name, times in scene.states.items()})
    )
    return tuple(mentions(as_written, names, recogniser))


def found(fields: Mapping[str, str], spans: Mapping[str, Sequence[Span]], scene: Scene) -> Iterator[Name]:
    """Names of the recogniser and of the tables, trimmed of white space."""
    for field, text in fields.items():
        for marked in mark_known(text, sound(text, spans.get(field, ())), scene):
            span, form = marked.span, marked.form
            start, end = trimmed(text, span)
            if start < end:
                yield Name(field, start, end, text[start:end], span.label, span.score, span.rule, form)


def trimmed(text: str, span: Span) -> tuple[int, int]:
    """A span's range without white space and dashes around it."""
    written = text[span.start : span.end]
    bare = written.lstrip(EDGES)
    return span.end - len(bare), span.end - len(bare) + len(bare.rstrip(EDGES))


def resolve(
    names: Sequence[Name],
    fields: Mapping[str, str],
    as_written: Mapping[str, str],
    context: Context,
    states: Mapping[tuple[str, str], int],
) -> None:
    """Give the names their entities, type by type; roles are told as they are written."""
    for name in names:
        if name.form is not None and name.form.entity is not None:
            name.entity, name.tied = name.form.entity, TIES.get(name.form.kind, "gazetteer")
            name.country_code = name.form.code
    resolve_persons([n for n in names if n.label == "person"], fields)
    resolve_organizations([n for n in names if n.label == "organization"], fields)
    resolve_places(names, fields, context, states)
    person: dict[str, int] = {}
    for name in names:
        if name.label == "person":
            give_roles(name, as_written[name.field], person.get(name.field, 0))
            person[name.field] = max([name.end, *(role.char_end for role in name.roles)])
        elif name.entity is None:
            shown = name.text[:-2] if name.text.endswith(("'s", "’s")) else name.text
            name.entity, name.tied = (
                Entity(f"{name.label}:{slug(shown)}", name.label, shown[:200]),
                name.tied or "alone",
            )


def give_roles(name: Name, text: str, after: int) -> None:
    """The roles written beside a person's name, and the country of the first that has one.

    The one before the name reaches back to `after` at most: the person named before, or the role behind that name.
    """
    held = []
    if before := role_before(text, name.start, after):
        held.append(HeldRole(*before, text[slice(*before)], country_of(text, before)))
    if behind := role_after(text, name.end):
        held.append(HeldRole(*behind, text[slice(*behind)], country_behind(text, behind)))
    name.roles = tuple(held)
    name.country_code = next((role.country_code for role in held if role.country_code), None)


def mentions(fields: Mapping[str, str], names: Sequence[Name], recogniser: str) -> Iterator[Mention]:
    """The finished mentions, as the text has them, with the sentence each stands in."""
    ranges = {field: sentence_ranges(text) for field, text in fields.items()}
    for n in names:
        sentence = sentence_at(ranges[n.field], n.start, n.end)
        text = fields[n.field]
        yield Mention(
            field=n.field, char_start=n.start, char_end=n.end, text=text[n.start : n.end], label=n.label,
            recogniser=recogniser, rule=n.rule, score=n.score, sentence_start=sentence[0], sentence_end=sentence[1],
            entity=n.entity, tied=n.tied, role=n.roles[0].text if n.roles else None, country_code=n.country_code,
            lat=n.lat, lon=n.lon, link_score=link_score(n), place_score=place_score(n), roles=n.roles,
        )  # fmt: skip
