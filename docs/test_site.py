"""The site reads well in a browser: on a phone and a desk, in the light and in the dark.

Build it, then name the folder:

    sphinx-build -n -W docs docs/_build
    PYNNET_SITE=docs/_build python -m pytest docs/test_site.py

Chromium is the system's; it needs no network, and nothing outside of the site is fetched.
With PYNNET_REQUIRE_SITE=1 what is missing fails, elsewhere these tests skip and say so.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlparse

import pytest

_WIDTHS = (390, 1300)
_SCHEMES = ("light", "dark")
_CONTRAST = 4.5  # of letters against their ground, as WCAG asks it (AA)

# What a page says of itself at one width.
_SHAPE = """
() => {
  const seen = [];
  const screen = document.documentElement.clientWidth;
  // The page itself, and what scrolls in its stead; code and tables have boxes of their own.
  for (const box of document.querySelectorAll("html, .page, .main, .content")) {
    const wide = box.scrollWidth - box.clientWidth;
    if (wide > 0) {
      const all = [...box.querySelectorAll(":not(pre *, .table-wrapper *, .cell_output *)")];
      const over = all.findLast((e) => e.getBoundingClientRect().right > screen + 1) || box;
      seen.push(`sideways by ${wide}: ${over.outerHTML.slice(0, 150)}`);
      break;
    }
  }
  for (const image of document.querySelectorAll("article img")) {
    if (!image.complete || image.naturalWidth === 0) seen.push(`no picture: ${image.src}`);
  }
  // A word of a table that is in two lines has been broken within.
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest("table.docutils td")) continue;
    for (const word of text.data.matchAll(/[A-Za-z]{2,}/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) seen.push(`broken within: ${word[0]}`);
    }
  }
  return seen;
}
"""

# What it says of itself in one scheme: letters against their ground, by the formulas of WCAG.
_COLOURS = """
(least) => {
  const seen = [];
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      known.set(colour, [...context.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const light = (colour) => {
    const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(colour[0]) + 0.7152 * f(colour[1]) + 0.0722 * f(colour[2]);
  };
  const grounds = new Map();
  const ground = (e) => {
    if (e === null) return [255, 255, 255, 255];
    if (!grounds.has(e)) {
      const own = rgba(getComputedStyle(e).backgroundColor);
      grounds.set(e, own[3] > 127 ? own : ground(e.parentElement));
    }
    return grounds.get(e);
  };
  const pairs = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || e.closest("script, style, svg, .copybtn")) continue;
    const colour = getComputedStyle(e).color;
    const pair = colour + ground(e);
    if (pairs.has(pair) || !e.checkVisibility()) continue;
    pairs.add(pair);
    const [a, b] = [light(rgba(colour)), light(ground(e))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    const where = e.outerHTML.slice(0, 100);
    if (contrast < least) seen.push(`contrast ${contrast.toFixed(1)}: ${where}`);
  }
  const page = light(ground(document.querySelector("article")));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  if ((page < 0.2) !== dark) seen.push(`the page has a lightness of ${page}`);
  for (const image of document.querySelectorAll("article img[src$='.svg']")) {
    const turned = getComputedStyle(image).filter.includes("invert");
    if (turned !== dark) seen.push(`dark letters in the dark: ${image.src}`);
  }
  return seen;
}
"""

_CONTENT = """
() => ({
  ids: [...document.querySelectorAll("[id], a[name]")].map((e) => e.id || e.name),
  links: [...document.querySelectorAll("a[href]")].map((e) => e.href),
})
"""


@dataclass
class _Site:
    """The pages, a browser, and what was seen when all pages were visited."""

    folder: Path
    address: str
    browser: Any
    ids: dict[str, set[str]] = field(default_factory=dict)  # of each page
    links: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def page(self, **options: Any) -> Any:
        """A fresh page, whose errors are faults."""
        page = self.browser.new_page(**options)
        page.on("console", lambda message: self._heard(page, message.type, message.text))
        page.on("pageerror", lambda error: self._heard(page, "error", str(error)))
        page.on("requestfailed", lambda request: self._heard(page, "error", request.url))
        # Nobody's network is needed: what is not of the site is refused, and so is seen.
        page.route(lambda url: not url.startswith(self.address), lambda route: route.abort())
        return page

    def _heard(self, page: Any, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"{page.url}: {text}")

    def visit(self) -> None:
        """Look at every page in both widths and both schemes."""
        page = self.page()
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            page.goto(f"{self.address}/{name}")
            content = page.evaluate(_CONTENT)
            self.ids[name], self.links[name] = set(content["ids"]), content["links"]
            page.add_style_tag(content="* { transition: none !important; }")
            seen = []
            for width in _WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                seen += [f"{width} pixels, {what}" for what in page.evaluate(_SHAPE)]
            for scheme in _SCHEMES:
                page.emulate_media(color_scheme=scheme)
                seen += [f"{scheme}, {what}" for what in page.evaluate(_COLOURS, _CONTRAST)]
            self.faults += [f"{name}, {what}" for what in seen]
        page.close()


def _missing(what: str) -> None:
    if os.environ.get("PYNNET_REQUIRE_SITE") == "1":
        pytest.fail(f"PYNNET_REQUIRE_SITE=1, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="module")
def site() -> Iterator[_Site]:
    """The site, served here, after a visit to all its pages."""
    if (folder := os.environ.get("PYNNET_SITE")) is None:
        _missing("PYNNET_SITE does not name the folder of a site that was built")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing('playwright is not installed: pip install -e ".[browser]"')
    if (chromium := shutil.which("chromium") or shutil.which("google-chrome")) is None:
        _missing("no chromium is on the PATH")
    handler = partial(_Silent, directory=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        made = _Site(Path(folder), f"http://127.0.0.1:{server.server_port}", browser)
        made.visit()
        yield made
        browser.close()
    server.shutdown()
    server.server_close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what was asked for."""


def test_pages_read_well(site: _Site) -> None:
    """No error, nothing wider than the screen, letters that can be read, all pictures there."""
    assert site.faults == []
    assert len(site.ids) > 25


def test_links_lead_somewhere(site: _Site) -> None:
    """Every file and every place that a page links is there."""
    broken = []
    for name, links in site.links.items():
        for link in set(links):
            whole, place = urldefrag(link)
            if not whole.startswith(site.address):
                continue  # nothing outside is fetched
            path = unquote(urlparse(whole).path).lstrip("/") or "index.html"
            there = (site.folder / path).is_file()
            if not there or (place and unquote(place) not in site.ids.get(path, {unquote(place)})):
                broken.append(f"{name}: {link}")
    assert broken == []


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("confusion", "pynnet.caret.confusion_matrix"),
        ("save", "saving.html"),
        ("sklearn", "scikit-learn.html"),
    ],
)
def test_search_finds(site: _Site, words: str, leads_to: str) -> None:
    """What people look for is found."""
    page = site.page()
    page.goto(f"{site.address}/search.html?q={words}")
    page.wait_for_selector("#search-results .search li a")
    page.wait_for_function("!document.querySelector('#search-progress')?.textContent")
    found = page.eval_on_selector_all("#search-results .search li a", "all => all.map(a => a.href)")
    assert any(leads_to in link for link in found), found
    assert site.faults == []
    page.close()


def test_code_is_copied_without_prompts_and_output(site: _Site) -> None:
    """The button beside a session copies what was typed; a tab that is chosen is so everywhere."""
    page = site.page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.address}/from-r.html")
    page.wait_for_selector(".copybtn", state="attached")

    def copied(language: str, k: int) -> str:
        block = page.locator(f".highlight-{language}").nth(k)
        block.hover()
        block.locator(".copybtn").click()
        return page.evaluate("navigator.clipboard.readText()")

    assert copied("rconsole", 0).startswith("library(nnet)\nset.seed(2)\n")
    page.locator("label.sd-tab-label", has_text="Python").first.click()
    for k in range(5):
        text = copied("python", k)
        assert not re.search(r"^(>>>|\.\.\.|# weights:|iter) ", text, re.MULTILINE), text
        compile(text, "copied", "exec")
    page.close()
