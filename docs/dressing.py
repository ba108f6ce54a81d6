"""What Sphinx adds to the pages, so that their Markdown stays plain wherever it is read.

- A session in R with the same in Python below it becomes two tabs, the same on all of a page;
  but not on the page of differences, where both are to be seen at once.
- Each file of docs/data that code on a page reads is linked, if the page does not link it itself.
- Tables of many columns are marked as such, long lines of output as long, and names and quotations
  of inline code as what should not be broken: pynnet.css says how they look. In tables, which are
  narrow on phones, names may be broken where a part of them ends.
- The directive ``overview`` makes a table of all that a page of the reference describes.
"""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from pygments.formatters import HtmlFormatter
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx_design.shared import create_component

_BOTH_AT_ONCE = ("differences",)
_MANY, _WIDE = 7, 9  # columns; so many do not fit beside one another in letters of normal size
_LONG = 90  # characters of output; longer lines are messages
_NO_MESSAGE = re.compile(r"^(>>>|\.\.\.|>|\+|\$) |\S {3,}\S")  # typed, or a row of a table
_KEPT = 24  # characters; a longer quotation or name may be broken, as phones are narrow
_PARTS = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[_.=(,/:])(?=\w)")  # of names: where they begin


class Tabs(SphinxTransform):
    """Put an R session and the Python session that follows it into two tabs."""

    default_priority = 800

    def apply(self, **_: Any) -> None:
        """Replace the pairs."""
        if self.env.docname in _BOTH_AT_ONCE:
            return
        for in_r in list(self.document.findall(nodes.literal_block)):
            in_python = in_r.next_node(descend=False, siblings=True)
            if _language(in_r) == "rconsole" and _language(in_python) == "python":
                tabs = create_component("tab-set", classes=["sd-tab-set"])
                in_r.replace_self(tabs)
                in_python.parent.remove(in_python)
                tabs += [_tab("R", in_r), _tab("Python", in_python)]


def _language(node: nodes.Node | None) -> str | None:
    return node.get("language") if isinstance(node, nodes.literal_block) else None


def _tab(label: str, block: nodes.Node) -> nodes.Node:
    title = nodes.rubric(label, label, classes=["sd-tab-label"])
    title["sync_group"], title["sync_id"] = "language", label
    content = create_component("tab-content", children=[block], classes=["sd-tab-content"])
    return create_component("tab-item", children=[title, content], classes=["sd-tab-item"])


class Data(SphinxTransform):
    """Link the files that code on a page reads."""

    default_priority = 810

    def apply(self, **_: Any) -> None:
        """Add a line below the link to the notebook, or before the first section."""
        linked = {
            Path(node["reftarget"]).name
            for node in self.document.findall(addnodes.download_reference)
        }
        names = sorted(set(self._read()) - linked)
        title = next(self.document.findall(nodes.title), None)
        if not names or title is None:
            return
        line = nodes.paragraph("", "Data to download: ", classes=["data"])
        for name in names:
            link = addnodes.download_reference("", "", refdoc=self.env.docname)
            link["reftarget"] = f"/data/{name}"
            link += nodes.literal("", name)
            line += [nodes.Text(", ")] if len(line) > 1 else []
            line += link
        page = title.parent
        place = page.first_child_matching_class(nodes.section)
        if place is None or any(page[1].findall(addnodes.download_reference)):
            place = 2  # beside the notebook itself
        page.insert(place, line)

    def _read(self) -> Iterator[str]:
        for block in self.document.findall(nodes.literal_block):
            if _language(block) in ("python", "ipython3", "sh", "console"):
                for name in re.findall(r"[\w.-]+\.(?:csv|rds)\b", block.astext()):
                    if (Path(self.env.srcdir) / "data" / name).exists():
                        yield name


class Marks(SphinxPostTransform):
    """Mark wide tables, and names and quotations within inline code."""

    default_priority = 10
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Give them classes."""
        for group in self.document.findall(nodes.tgroup):
            if (columns := int(group["cols"])) >= _MANY:
                group.parent["classes"].append("wide" if columns >= _WIDE else "many")
        for literal in list(self.document.findall(nodes.literal)):
            if not all(isinstance(child, nodes.Text) for child in literal):
                continue
            text = literal.astext()
            literal.children = []
            for part in re.split(r"""("[^"]*"|'[^']*')""", text):
                whole = part[:1] in ("'", '"') or " " not in text
                kept = ["kept"] if whole and len(part) <= _KEPT else []
                kind = breakable if _is_in_table(literal) else nodes.inline
                literal += [kind(part, part, classes=kept)] if part else []


def _is_in_table(node: nodes.Node | None) -> bool:
    while node is not None and not isinstance(node, nodes.entry):
        node = node.parent
    return node is not None


class breakable(nodes.inline):  # noqa: N801
    """Code whose names may be broken where a part of them ends; the search knows them whole."""


def _write_breakable(writer: Any, node: nodes.Node) -> None:
    written = []
    for word in re.split(r"(\s+)", node.astext()):
        parts = [f'<span class="pre">{html.escape(part)}</span>' for part in _PARTS.split(word)]
        written.append("<wbr>".join(parts) if word.strip() else word)
    writer.body.append(writer.starttag(node, "span", "") + "".join(written) + "</span>")
    raise nodes.SkipNode


class Formatter(HtmlFormatter):
    """Marks long lines that nobody typed and that are no rows of a table."""

    name: ClassVar[str] = "marked"

    def _format_lines(self, tokensource: Any) -> Iterator[tuple[int, str]]:
        for is_code, line in super()._format_lines(tokensource):
            text = html.unescape(re.sub("<[^>]*>", "", line))
            long = len(text.rstrip("\n")) > _LONG and not _NO_MESSAGE.search(text)
            yield is_code, f'<span class="long">{line.rstrip(chr(10))}</span>\n' if long else line


class overview(nodes.General, nodes.Element):  # noqa: N801
    """Stands for the table until all pages have been read."""


class Overview(SphinxDirective):
    """A table of what a page describes: each name, and the first sentence of it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the table."""
        place = overview()
        place["of"] = self.arguments[0]
        self.env.note_reread()  # what other pages describe may change
        return [place]


class Overviews(SphinxPostTransform):
    """Put the tables where they belong."""

    default_priority = 5

    def run(self, **_: Any) -> None:
        """Make the table of each place."""
        objects = self.env.domains["py"].data["objects"]
        for place in list(self.document.findall(overview)):
            described = [
                (name, entry) for name, entry in objects.items() if entry.docname == place["of"]
            ]
            kinds = ("function", "class", "exception")
            rows = [self._row(name, entry) for name, entry in described if entry.objtype in kinds]
            table = nodes.table("", classes=["overview"])
            group = nodes.tgroup("", cols=2)
            group += [nodes.colspec(colwidth=width) for width in (30, 70)]
            group += nodes.tbody("", *rows)
            table += group
            place.replace_self(table)

    def _row(self, name: str, entry: Any) -> nodes.row:
        module, _, own = name.rpartition(".")
        says = inspect.getdoc(getattr(import_module(module), own)) or ""
        first = " ".join(says.split("\n\n")[0].split())
        link = nodes.reference("", "", internal=True, reftitle=name)
        link["refuri"] = self.app.builder.get_relative_uri(self.env.docname, entry.docname)
        link["refuri"] += f"#{entry.node_id}"
        link += nodes.literal("", own)
        words = nodes.paragraph("", *_words(first))
        return nodes.row("", nodes.entry("", nodes.paragraph("", "", link)), nodes.entry("", words))


def _words(text: str) -> Iterator[nodes.Node]:
    """A sentence of a docstring; back quotes make code, references lose their module."""
    for k, part in enumerate(re.split(r"(?::\w+:)?(`+)(?:~?pynnet\.)?(.+?)\1", text)):
        if k % 3 == 0:
            yield nodes.Text(part)
        elif k % 3 == 2:
            yield nodes.literal("", part)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx."""
    app.add_transform(Tabs)
    app.add_transform(Data)
    app.add_post_transform(Marks)
    app.add_post_transform(Overviews)
    app.add_directive("overview", Overview)
    app.add_node(overview)
    app.add_node(breakable, html=(_write_breakable, None))
    PygmentsBridge.html_formatter = Formatter
    return {"parallel_read_safe": True, "parallel_write_safe": True}
