"""An article in the terminal: entities coloured, removed text struck through with the rule that removed it."""

from rich.console import Console, Group, RenderableType
from rich.text import Text

from flows.telling.tables import one_line, write_rows
from flows.text.records import Article, Block, Mention

COLOURS = {
    "person": "bold cyan",
    "organization": "bold magenta",
    "country": "bold green",
    "place": "bold yellow",
    "group": "bold blue",
}
"""A style a label; any other label is underlined."""


MENTION = ("mention", "label", "score", "recogniser", "rule", "entity", "tied", "role")


def show(article: Article, console: Console) -> None:
    """Print title, facts, the blocks in their order and a legend."""
    console.print(Group(*_page(article)), soft_wrap=True)


def show_removed(article: Article, console: Console) -> None:
    """Print the uri, and each stretch that cleaning removed with its role and rule."""
    gone = [_block(article, block, []) for block in article.blocks if not block.kept and block.body_start is None]
    console.print(Group(Text(one_line(article.document.uri), style="bold"), *gone), soft_wrap=True)


def show_mentions(article: Article, console: Console) -> None:
    """Print the uri, and each mention with what found it, how sure that is, and what it was tied to by what."""
    rows = [
        (m.text, m.label, m.score, m.recogniser, m.rule, m.entity.key if m.entity else None, m.tied, m.role)
        for m in article.mentions
    ]
    console.print(Text(one_line(article.document.uri), style="bold"))
    console.out("".join(write_rows(MENTION, rows, "table")), highlight=False)


def _page(article: Article) -> list[RenderableType]:
    title = _marked(article.title or "(no title)", [m for m in article.mentions if m.field == "title"])
    title.stylize("bold")
    facts = (article.document.uri, article.byline, article.published_at, article.language)
    line = Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim")
    source = f" · source {article.source.name} ({article.source.basis})" if article.source else ""
    body = [m for m in article.mentions if m.field == "body"]
    return [
        title,
        line.append(one_line(source)),
        Text(),
        *(_block(article, b, body) for b in article.blocks),
        _legend(),
    ]


def _block(article: Article, block: Block, mentions: list[Mention]) -> Text:
    if block.body_start is not None and block.body_end is not None:
        inside = [m for m in mentions if block.body_start <= m.char_start and m.char_end <= block.body_end]
        return _marked(article.body[block.body_start : block.body_end], inside, block.body_start).append("\n")
    raw = article.text[block.raw_start : block.raw_end].strip()
    if not raw:
        return Text(end="")
    shown = Text(_safe(raw), style="dim" if block.kept else "dim strike red")
    return shown.append(f"  [{block.role}: {one_line(block.rule)}]\n", style="dim italic not strike")


def _marked(text: str, mentions: list[Mention], offset: int = 0) -> Text:
    marked = Text(_safe(text))
    for mention in mentions:
        style = COLOURS.get(mention.label, "underline")
        marked.stylize(style, mention.char_start - offset, mention.char_end - offset)
    return marked


def _safe(text: str) -> str:
    """The same length, with each control character shown as a box: a title may not drive the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def _legend() -> Text:
    legend = Text()
    for label, style in COLOURS.items():
        legend.append(label, style=style).append("  ")
    return legend.append("removed", style="dim strike red").append(" [role: rule]", style="dim italic")
