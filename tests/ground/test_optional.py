"""Optional dependencies are imported where they are used, and named when they are missing."""

from __future__ import annotations

import json
import sys

import pytest

from pynnet._ground.optional import require


class Hide:
    """Goes first among the finders of modules, and finds that some are not there."""

    def __init__(self, *names):
        self.names = names

    def find_spec(self, name, path=None, target=None):  # noqa: ARG002  the protocol passes them
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.fixture
def hide(monkeypatch):
    """Make a function that hides packages for the time of a test."""

    def hide_packages(*names):
        monkeypatch.setattr(sys, "meta_path", [Hide(*names), *sys.meta_path])
        for module in list(sys.modules):
            if module.partition(".")[0] in names:
                monkeypatch.delitem(sys.modules, module)

    return hide_packages


def test_package_that_is_there_is_imported():
    """As by an import statement."""
    assert require("json", extra="plot", caller="plot()") is json
    assert require("json.decoder", extra="plot", caller="plot()") is json.decoder


@pytest.mark.parametrize("package", ["tqdm", "tqdm.auto"])
def test_missing_package_is_named_with_its_extra(hide, package):
    """And with what needs it."""
    hide("tqdm")
    with pytest.raises(ImportError) as caught:
        require(package, extra="progress", caller="progress=True")
    assert str(caught.value) == (
        "progress=True needs the package tqdm, which is not installed. "
        'Install it with: pip install "pynnet[progress]"'
    )
    assert caught.value.name == "tqdm"


def test_what_a_package_lacks_itself_is_told_as_it_is(monkeypatch, tmp_path):
    """Installing the extra would not help."""
    (tmp_path / "half_there.py").write_text("import not_there_at_all", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="'not_there_at_all'"):
        require("half_there", extra="plot", caller="plot()")
