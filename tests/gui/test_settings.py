"""Settings: differences only, decoded by type, never lost, never half written."""

import json
import logging
import subprocess
import sys

import pytest

from desktop_app.paths import find_paths
from desktop_app.settings import Settings, Theme, Tokens
from desktop_app.settings_file import read_settings
from desktop_app.settings_store import SettingsStore
from tests.source_tree import ROOT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_defaults_write_nothing_but_an_empty_table(qapp, path):
    SettingsStore(path).save()
    assert json.loads(path.read_text()) == {}


def test_only_differences_are_stored_and_read_back(qapp, path):
    store = SettingsStore(path)
    store.set("theme", Theme.DARK)
    store.set("zoom", 125)
    store.set("models", {"en-pt": "mine"})
    store.set("folders", ("/a", "/b"))
    store.set("tokens", Tokens.PIECES)
    store.set("live", True)  # as it was
    store.save()
    assert json.loads(path.read_text()) == {
        "theme": "dark",
        "zoom": 125,
        "models": {"en-pt": "mine"},
        "folders": ["/a", "/b"],
        "tokens": "pieces",
    }
    assert SettingsStore(path).values == store.values


def test_changes_are_announced_once_and_only_when_real(qapp, path):
    store = SettingsStore(path)
    heard = []
    store.changed.connect(lambda name, value: heard.append((name, value)))
    store.set("zoom", 110)
    store.set("zoom", 110)
    store.set("live", True)
    assert heard == [("zoom", 110)]


def test_a_change_is_saved_by_itself_a_moment_later(qtbot, path):
    store = SettingsStore(path)
    store.set("zoom", 150)
    qtbot.waitUntil(path.exists, timeout=15_000)
    assert json.loads(path.read_text()) == {"zoom": 150}


def test_unknown_and_wrong_values_are_dropped_with_a_line_in_the_log(qapp, path, caplog):
    path.write_text('{"zoom": "big", "live": 1, "theme": "pink", "colour": 3, "text": "kept"}')
    with caplog.at_level(logging.WARNING):
        values = SettingsStore(path).values
    assert values == Settings(text="kept")
    assert len(caplog.records) == 4
    assert "colour" in caplog.text


@pytest.mark.parametrize("broken", [b"{", b"[1]", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_a_broken_file_is_kept_aside_and_replaced_by_defaults(qapp, path, broken):
    path.write_bytes(broken)
    store = SettingsStore(path)
    assert store.values == Settings()
    assert path.with_suffix(".bad").read_bytes() == broken
    store.set("zoom", 90)
    store.save()
    assert SettingsStore(path).values.zoom == 90


def test_a_file_that_cannot_be_written_costs_only_a_log_line(qapp, tmp_path, caplog):
    (tmp_path / "blocked").write_text("a file where a folder should be")
    store = SettingsStore(tmp_path / "blocked" / "settings.json")
    store.set("zoom", 90)
    store.save()
    assert "not saved" in caplog.text
    assert store.values.zoom == 90


SAVING = """
import sys
from pathlib import Path
from desktop_app.settings import Settings
from desktop_app.settings_file import write_settings
for number in range(300):
    write_settings(Path(sys.argv[1]), Settings(text=f"text {number}"))
"""


def test_two_windows_may_save_at_once(path):
    command = [sys.executable, "-c", SAVING, str(path)]
    saving = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [one.communicate()[1] for one in saving] == ["", ""]
    assert read_settings(path).text == "text 299"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_text_with_any_letters_survives(qapp, path):
    store = SettingsStore(path)
    store.set("text", "a\ud800b 😀 é\u2028\0")
    store.save()
    assert SettingsStore(path).values.text == store.values.text


def test_the_home_variable_moves_every_file(home):
    paths = find_paths()
    for each in (paths.settings, paths.library, paths.cache, paths.log):
        assert home in each.parents


def test_without_it_the_platform_decides(monkeypatch):
    monkeypatch.delenv("INTERLINEAR_HOME")
    assert "interlinear" in str(find_paths().settings).casefold()
