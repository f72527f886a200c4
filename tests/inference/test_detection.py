"""Languages told apart, and those that must not be guessed."""

import json
import subprocess
import sys

import pytest

from models.families import Setting, family_of
from models.families.folder.language_lists import NLLB
from models.library import Library
from models.messages import Task
from models.text.detection import Detector, has_enough_words
from models.text.identifier import Identifier
from models.text.languages import tags
from models.text.scripts import chinese_form, main_script, scripts_of, shares
from models.text.unknown_share import unknown_share

SENTENCES = {
    "en": (
        "The bakery opens at half past six, before the school bus comes.",
        "My neighbour planted three apple trees behind the garage.",
        "Nobody expected snow in April, yet the roofs were white again.",
    ),
    "pt": (
        "A padaria abre às seis e meia, antes de chegar o autocarro da escola.",
        "O meu vizinho plantou três macieiras atrás da garagem.",
        "Ninguém esperava neve em abril, mas os telhados ficaram brancos.",
    ),
    "de": (
        "Die Bäckerei öffnet um halb sieben, bevor der Schulbus kommt.",
        "Mein Nachbar hat hinter der Garage drei Apfelbäume gepflanzt.",
        "Niemand hatte im April mit Schnee gerechnet, doch die Dächer waren weiß.",
    ),
    "fr": (
        "La boulangerie ouvre à six heures et demie, avant le car scolaire.",
        "Mon voisin a planté trois pommiers derrière le garage.",
        "Personne n'attendait de neige en avril, et pourtant les toits étaient blancs.",
    ),
    "es": (
        "La panadería abre a las seis y media, antes de que llegue el autobús.",
        "Mi vecino ha plantado tres manzanos detrás del garaje.",
        "Nadie esperaba nieve en abril, pero los tejados amanecieron blancos.",
    ),
    "ru": (
        "Булочная открывается в половине седьмого, до школьного автобуса.",
        "Мой сосед посадил за гаражом три яблони, и весной там всё цветёт.",
        "Никто не ждал снега в апреле, но крыши снова были белыми.",
    ),
    "ja": (
        "パン屋はスクールバスが来る前、六時半に開きます。",
        "隣の人はガレージの裏にりんごの木を三本植えました。",
        "四月に雪が降るとは誰も思わなかったが、屋根はまた白くなった。",
    ),
    "zh-Hans": (
        "面包店六点半开门，在校车来之前。",
        "我的邻居在车库后面种了三棵苹果树。",
        "没有人想到四月会下雪，可是屋顶又变白了。",
    ),
    "zh-Hant": (
        "麵包店六點半開門，在校車來之前。",
        "我的鄰居在車庫後面種了三棵蘋果樹。",
        "沒有人想到四月會下雪，可是屋頂又變白了。",
    ),
}
LANGUAGES = tuple(SENTENCES)
ALL = tags(NLLB)
EACH = [(language, text) for language, texts in SENTENCES.items() for text in texts]
CODE = "for (i = 0; i < n; i++) { buf[i] = 0x7f; } // foo_bar != NULL"


@pytest.fixture(scope="module")
def detector():
    return Detector(LANGUAGES)


@pytest.mark.parametrize("candidates", [LANGUAGES, ALL], ids=["few", "NLLB's"])
@pytest.mark.parametrize(("language", "text"), EACH)
def test_a_sentence_tells_its_language(detector, candidates, language, text):
    guess = detector.among(candidates).detect(text)
    assert guess is not None
    assert guess.language == language
    assert 0.6 <= guess.certainty <= 1


@pytest.mark.parametrize(("language", "text"), EACH)
def test_the_right_language_is_never_complained_about(detector, language, text):
    for candidates in (LANGUAGES, ALL, ("en", "pt")):
        words = text.split()
        for part in (text, text.upper(), " ".join(words[:3]), " ".join(words[-4:])):
            for share in (0.0, 1.0):
                assert detector.among(candidates).mismatch(part, language, share) is None


@pytest.mark.parametrize(("language", "text"), EACH)
def test_another_language_is_pointed_out(detector, language, text):
    source = "en" if language != "en" else "pt"
    assert detector.mismatch(text, source) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Hello!",
        "hello handsome",
        "12 34 56 78 90",
        "!?",
        "👍 👍 👍 👍",
        "男孩去学校",
        "x\n\n",
    ],
)
def test_little_text_is_not_guessed(detector, text):
    assert detector.detect(text) is None
    assert detector.mismatch(text, "pt", 1.0) is None


def test_three_words_or_six_letters_are_enough():
    assert has_enough_words("one two three")
    assert not has_enough_words("one two 3 – !")
    assert has_enough_words("男孩去学校了")
    assert not has_enough_words("男孩去学校")
    assert has_enough_words("用 PyTorch 训练模")
    assert not has_enough_words("l'arrière-grand-mère लड़का")


@pytest.mark.parametrize(
    "text",
    ["Η θάλασσα είναι ήσυχη σήμερα και ο ήλιος λάμπει.", "소년은 아침 일찍 학교에 갔습니다."],
)
def test_letters_of_no_candidate_are_no_candidate(detector, text):
    assert detector.detect(text) is None
    assert detector.mismatch(text, "en") is None
    assert detector.among((*LANGUAGES, "el", "ko")).mismatch(text, "en") in ("el", "ko")


def test_a_language_that_is_no_candidate_is_not_taken_for_its_neighbour(detector):
    swedish = "Bageriet öppnar klockan halv sju, innan skolbussen kommer till byn."
    ukrainian = "Пекарня відчиняється о пів на сьому, перш ніж приїде шкільний автобус."
    for text in (swedish, ukrainian):
        assert detector.detect(text) is None
        assert detector.mismatch(text, "fr") is None
    assert detector.among((*LANGUAGES, "uk")).detect(ukrainian).language == "uk"


def test_close_relatives_are_not_pointed_out(detector):
    norwegian = "Bakeriet åpner klokken halv sju, før skolebussen kommer til bygda."
    assert detector.among(("nn", "nb", "en")).mismatch(norwegian, "nn") is None
    asturian = "La panadería abre a les seis y media, enantes de que llegue l'autobús."
    assert detector.among(("es", "ast", "en")).mismatch(asturian, "ast") is None


def test_chinese_by_its_letters(detector):
    simplified, traditional = SENTENCES["zh-Hans"][0], SENTENCES["zh-Hant"][0]
    assert (chinese_form(simplified), chinese_form(traditional)) == ("Hans", "Hant")
    assert chinese_form("人在山上") == ""
    assert detector.mismatch(simplified, "zh-Hant") == "zh-Hans"
    assert detector.mismatch(traditional, "zh-Hans") == "zh-Hant"
    assert detector.mismatch(traditional, "zh") is None
    assert detector.among(("zh", "en")).detect(traditional).language == "zh"
    cantonese = "佢哋琴日去咗邊度？我唔知道佢哋喺邊度呀。"
    assert detector.among((*LANGUAGES, "yue")).detect(cantonese).language == "yue"
    assert detector.among((*LANGUAGES, "yue")).detect(traditional).language == "zh-Hant"
    assert detector.among((*LANGUAGES, "yue")).mismatch(traditional, "yue") is None


def test_japanese_headlines_are_no_chinese(detector):
    for headline in ("同期的、非同期的", "東京都知事選挙実施", "日本国憲法前文全文掲載"):
        assert detector.mismatch(headline, "ja") is None
    assert detector.mismatch(SENTENCES["zh-Hans"][0], "ja") == "zh-Hans"
    assert detector.mismatch(SENTENCES["zh-Hant"][0], "ja") == "zh-Hant"


def test_serbian_by_its_script(detector):
    cyrillic = "Његова сестра чита књигу у малој башти поред старе куће."
    latin = "Sledeće nedelje ćemo videti da li je lepo vreme na reci Dunav kod Beograda."
    serbian = detector.among(("en", "ru", "sr-Cyrl", "sr-Latn"))
    assert serbian.detect(cyrillic).language == "sr-Cyrl"
    assert serbian.detect(latin).language == "sr-Latn"
    assert serbian.mismatch(latin, "sr-Cyrl") == "sr-Latn"
    assert detector.among(("en", "sr")).mismatch(cyrillic, "sr") is None


@pytest.mark.parametrize("source", ["und", "mul"])
def test_an_unknown_source_cannot_be_wrong(detector, source):
    assert detector.mismatch(SENTENCES["pt"][0], source) is None


def test_foreign_names_and_quotes_are_no_other_language(detector):
    text = "他说“To be or not to be”是莎士比亚写的，我觉得很好。"
    assert detector.mismatch(text, "zh-Hans") is None
    linked = "Mehr dazu: https://example.org/the/quick/brown/fox/jumps/over/the/lazy/dog"
    assert detector.mismatch(linked, "de") is None


def test_only_the_head_of_a_long_text_is_read(detector):
    text = " ".join(SENTENCES["de"]) * 20
    assert detector.detect(text + "\nThe rest is in English. " * 5000).language == "de"


@pytest.mark.parametrize("text", ["\ud800 one two three", "\x00 a b c d", CODE, "e\u0301 " * 9])
def test_odd_text_is_survived(detector, text):
    assert detector.mismatch(text, "de") is None


def test_another_script_lowers_the_bar(detector):
    doubtful = "Мой сосед посадил за гаражом три яблони и одну вишню."
    assert 0.6 < detector.detect(doubtful).certainty < 0.75
    assert detector.mismatch(doubtful, "en") == "ru"
    assert detector.among((*LANGUAGES, "bg")).mismatch(doubtful, "bg") is None


def test_strange_letters_lower_the_bar(detector):
    lowered = [
        text
        for texts in SENTENCES.values()
        for text in (" ".join(one.split()[:at]) for one in texts for at in range(3, 8))
        if detector.mismatch(text, "de") is None and detector.mismatch(text, "de", 0.5)
    ]
    assert lowered


def test_the_share_of_unknown_letters(tmp_path):
    checkpoint = Library(tmp_path).find("starter-en-pt")
    source = family_of(checkpoint.path).load(checkpoint, Setting()).directions(Task()).reads
    assert unknown_share(source, SENTENCES["en"][0]) == 0
    assert unknown_share(source, SENTENCES["zh-Hans"][0]) > 0.9
    assert unknown_share(source, "The old 房子 was sold.") == pytest.approx(2 / 15, abs=0.01)
    assert unknown_share(source, "") == unknown_share(source, "12 + 3") == 0


def test_scripts():
    assert scripts_of("en") == {"Latn"}
    assert scripts_of("zh-Hant") == {"Hani"}
    assert scripts_of("sr") == {"Cyrl", "Latn"}
    assert scripts_of("ks-Deva") == {"Deva"}
    assert shares("abcабв") == {"Latn": 0.5, "Cyrl": 0.5}
    assert main_script(shares("用 Python 训练模型的方法")) == "Hani"
    assert main_script(shares("東京のホテル")) == "Kana"
    assert main_script(shares("123")) == ""


@pytest.mark.parametrize("language", ALL)
def test_every_language_has_a_script(language):
    assert all(len(script) == 4 for script in scripts_of(language))


def test_what_the_identifier_knows():
    identifier = Identifier()
    assert identifier.knows("pt") and identifier.knows("nb") and identifier.knows("gn")
    assert not identifier.knows("ast")
    assert sum(identifier.probabilities("one two three", ("en",)).values()) == pytest.approx(1)


def test_importing_is_cheap_and_detecting_silent():
    code = (
        "import sys, json\n"
        "used = []\n"
        "sys.addaudithook(lambda event, _: event.startswith(('socket', 'urllib'))"
        " and used.append(event))\n"
        "from models.text.detection import Detector\n"
        "before = 'py3langid' in sys.modules\n"
        "guess = Detector(('en', 'pt')).detect('The old red house was sold.')\n"
        "loaded = [name for name in ('torch', 'PySide6') if name in sys.modules]\n"
        "print(json.dumps([before, guess.language, loaded, used]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [False, "en", [], []]
    assert done.stderr == ""
