"""The language of the window: what is chosen, what Qt says, and what the engine says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from desktop_app.letters import how_to_add_letters, lacks_letters
from desktop_app.opening_files import Opened
from desktop_app.settings import Language
from desktop_app.speaking import preferred_names, speak, spoken_language, wanted_language
from desktop_app.view.languages import LanguageNames
from desktop_app.view.page_message import PageMessage
from desktop_app.view.worded import worded
from models.documents import Document, read_document
from models.messages import Failed, Problem
from tests.fakes import FakeEngine, FakeLibrary, checkpoint
from tests.gui.clipping import clipped, texts

ENGLISH, CHINESE, SYSTEM = Language.ENGLISH, Language.CHINESE, Language.SYSTEM


@pytest.fixture
def chinese(qapp):
    """The program in Chinese, whatever fonts there are."""
    if lacks_letters("zh"):
        pytest.fail("these tests need a font with Chinese letters (Debian: fonts-noto-cjk)")
    before = QLocale()
    speak(qapp, CHINESE)
    yield
    speak(qapp, ENGLISH)
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("choice", "system", "wanted"),
    [
        (SYSTEM, ["zh-Hans-CN", "en-US"], CHINESE),
        (SYSTEM, ["zh_CN"], CHINESE),
        (SYSTEM, ["zh-Hant-TW", "zh-TW"], ENGLISH),
        (SYSTEM, ["zh-Hant-TW", "zh-Hans-CN"], CHINESE),
        (SYSTEM, ["en-GB", "zh-CN"], ENGLISH),
        (SYSTEM, ["de-AT", "zh-CN"], CHINESE),
        (SYSTEM, ["de-AT"], ENGLISH),
        (SYSTEM, [], ENGLISH),
        (ENGLISH, ["zh-CN"], ENGLISH),
        (CHINESE, ["en"], CHINESE),
    ],
)
def test_the_language_is_the_chosen_or_the_first_that_there_is(choice, system, wanted):
    assert wanted_language(choice, system) is wanted


def test_texts_of_the_window_and_of_qt_change_and_come_back(qapp, chinese):
    assert QCoreApplication.translate("MainWindow", "Translate") == "翻译"
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "关闭"
    assert QCoreApplication.translate("LibraryFooter", "%n models", "", 3) == "3 个模型"
    assert QLocale().name() == "zh_CN"
    assert preferred_names(CHINESE) == ("zh-CN",)
    speak(qapp, ENGLISH)
    assert QCoreApplication.translate("MainWindow", "Translate") == "Translate"
    assert QCoreApplication.translate("LibraryFooter", "%n models", "", 1) == "1 model"
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "Close"


def test_without_letters_english_is_spoken_and_a_package_is_named(qapp, monkeypatch):
    monkeypatch.setattr(QFontDatabase, "families", lambda system: [])
    assert lacks_letters("zh-Hant")
    assert not lacks_letters("en")
    assert spoken_language(CHINESE) is ENGLISH
    assert how_to_add_letters("Chinese", "fonts-noto-cjk") == (
        "No font here has the letters of Chinese: install the package fonts-noto-cjk, and "
        "start again."
    )
    assert "package" not in how_to_add_letters("Chinese", "")


def test_a_language_without_letters_is_told_until_the_user_knows(qtbot, open_app, monkeypatch):
    monkeypatch.setattr(QFontDatabase, "families", lambda system: [])
    library = FakeLibrary(checkpoint("fake-zh-en", "zh", "en"))
    names = LanguageNames(["en"])
    pair = {"source": "zh", "target": "en", "sample_seen": True}
    app = open_app(FakeEngine(), library, names, **pair)
    qtbot.waitUntil(app.page.message.isVisible)
    assert "letters of Chinese" in app.page.message.text.text()
    app.selection.reload()
    assert app.page.message.isVisible()
    app.page.message.close_button.click()
    app.selection.reload()
    assert not app.page.message.isVisible()


def test_what_the_engine_says_is_translated(chinese, tmp_path):
    with pytest.raises(Problem) as raised:
        read_document(tmp_path)
    assert worded(raised.value.what) == f"“{tmp_path.name}”是文件夹。"
    assert worded(raised.value.hint) == "请选择其中的一个文件。"


@pytest.mark.parametrize(
    ("sentence", "translated"),
    [
        ("The disk is full.", "磁盘已满。"),
        ("“a {b} (c).pdf” is empty.", "“a {b} (c).pdf”是空的。"),
        ("The disk is full. Please try again.", "磁盘已满。请重试。"),
        ("3 of 12 chapters could not be read.", "12 章中有 3 章无法读取。"),
        ("12 became 21.", "12 变成了 21。"),
        ("1 page was read.", "已读取 1 页。"),
        (
            "Check the network, or choose a proxy or a mirror in the settings. What was "
            "fetched is kept.",
            "请检查网络，或在设置中选择代理或镜像。已下载的部分会保留。",
        ),
        (
            "Interlinear ended while it opened opus, so it stays closed. "
            "Press “Trust again” in the Library to try it once more.",
            "Interlinear 在打开 opus 时意外退出，因此不再打开它。"
            "请在模型库中点击“重新信任”再试一次。",
        ),
        ("Nobody ever said this.", "Nobody ever said this."),
        ("ready", "ready"),
        ("", ""),
    ],
)
def test_sentences_are_matched_with_their_templates(chinese, sentence, translated):
    assert worded(sentence) == translated


READ = ("1 page was read.", "The disk is full.")


def shown(qtbot, notes):
    """What is said of a document that was read."""
    page = QWidget()
    qtbot.addWidget(page)
    message = PageMessage(page)
    message.show_read(Opened(Document("", "a.pdf", "pdf", notes), "translate", alone=True))
    return message.text.text()


def test_no_blank_follows_a_chinese_sentence(chinese, qtbot):
    assert shown(qtbot, READ) == "一次只能打开一个文件：已打开 a.pdf。已读取 1 页。磁盘已满。"


def test_a_blank_follows_an_english_sentence(qtbot):
    said = "One file at a time: a.pdf was opened. 1 page was read. The disk is full."
    assert shown(qtbot, READ) == said


def test_in_english_sentences_are_as_they_were_said(qapp):
    assert (
        worded("3 of 12 chapters could not be read.") == "3 of 12 chapters could not be read."
    )


def test_no_english_is_left_in_the_window(chinese, qtbot, open_app):
    names = LanguageNames(preferred_names(CHINESE))
    app = open_app(FakeEngine(), FakeLibrary(checkpoint()), names, sample_seen=True)
    app.page.message.show_failed(Failed(0, "The disk is full.", "Make room and try again."))
    for page in range(3):
        app.window.show_page(page)
        qtbot.wait(50)
        said = [text for _, text in texts(app.window) if is_english(text)]
        assert not said
        assert not clipped(app.window)
    app.window.page.message.hide()


def is_english(text):
    """Whether a text has two English words, and no Chinese one."""
    words = [word for word in text.split() if word.isascii() and word.isalpha()]
    return len(words) > 1 and not any("\u4e00" <= letter <= "\u9fff" for letter in text)


def test_another_language_makes_the_window_anew(qtbot, open_app):
    app = open_app(FakeEngine(), sample_seen=True)
    app.window.setting_wanted.emit("interface", CHINESE)
    assert app.again
    assert not app.window.isVisible()


def test_work_that_would_be_lost_is_asked_about(qtbot, open_app):
    app = open_app(FakeEngine(), sample_seen=True)
    app.controller.hold(True)
    app.window.setting_wanted.emit("interface", CHINESE)
    assert app.window.isVisible()
    assert "opened again" in app.page.message.text.text()
    app.page.message.action.click()
    assert app.again


def test_the_program_opens_again_in_the_chosen_language(tmp_path):
    script = Path(__file__).with_name("speaking_anew.py")
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=240,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "INTERLINEAR_HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        },
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen == {
        "welcomed": [True, True],
        "button": ["Start translating", "开始翻译"],
        "tab": "翻译",
        "text": "Good morning.",
        "windows": 1,
    }
    stored = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert stored["interface"] == "zh-CN"
    assert stored["welcomed"] is True
