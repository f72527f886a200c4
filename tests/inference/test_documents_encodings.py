"""Files in the encodings before Unicode: read letter for letter, and said to be a guess."""

import pytest

from models.documents import decode, read_document
from models.messages import Problem

LINES = {
    "Russian": [
        "Старую мельницу продали.",
        "Новые хозяева открыли музей!",
        "Ты знаешь, где он сейчас?",
    ],
    "Ukrainian": [
        "Де ти був учора ввечері?",
        "Я їздив до бабусі в село.",
        "Гаразд, поговоримо пізніше.",
    ],
    "Chinese": ["老磨坊昨天卖掉了。", "新主人开了一家博物馆。", "你知道他在哪里吗？"],
    "Traditional": ["老磨坊昨天賣掉了。", "新主人開了一家博物館。", "你知道他在哪裡嗎？"],
    "Japanese": [
        "昔の水車小屋は売られた。",
        "新しい持ち主は博物館を開いた。",
        "彼がどこにいるか知っていますか？",
    ],
    "Korean": [
        "오래된 방앗간이 팔렸다.",
        "새 주인은 박물관을 열었다.",
        "그가 어디 있는지 아세요?",
    ],
    "Polish": [
        "Zażółć gęślą jaźń.",
        "Stary młyn został sprzedany wczoraj.",
        "Czy wiesz, gdzie on teraz jest?",
    ],
    "Czech": ["Starý mlýn byl včera prodán.", "Noví majitelé otevřeli muzeum.", "Ještě ne."],
    "Greek": [
        "Άκου, ο παλιός μύλος πουλήθηκε.",
        "Οι νέοι ιδιοκτήτες άνοιξαν μουσείο.",
        "Ξέρεις πού είναι τώρα;",
    ],
    "Turkish": [
        "Eski değirmen dün satıldı.",
        "Yeni sahipleri bir müze açtı.",
        "Nerede olduğunu biliyor musun?",
    ],
    "Hebrew": ["הטחנה הישנה נמכרה אתמול.", "הבעלים החדשים פתחו מוזיאון.", "איפה הוא עכשיו?"],
    "Arabic": [
        "بيعت الطاحونة القديمة أمس.",
        "افتتح الملاك الجدد متحفا.",
        "هل تعرف أين هو الآن؟",
    ],
    "German": [
        "Die alte Mühle wurde verkauft.",
        "Die Besitzer öffneten ein Museum.",
        "Weißt du es?",
    ],
    "French": [
        "Le moulin a été vendu hier.",
        "Ils ont créé un musée.",
        "Ça va, garçon ? Où est-il ?",
    ],
    "Italian": ["Perché no?", "È già tardi, papà.", "Non c'è nessuno laggiù."],
    "Spanish": ["¿Dónde está?", "No sé qué decir.", "Volveré en un año, señor."],
}
TABLE = [
    ("Russian", "cp1251", "Windows-1251"),
    ("Russian", "koi8-r", "KOI8-R"),
    ("Russian", "cp866", "CP866"),
    ("Ukrainian", "cp1251", "Windows-1251"),
    ("Chinese", "gbk", "GB18030"),
    ("Traditional", "big5", "Big5"),
    ("Japanese", "shift_jis", "Shift-JIS"),
    ("Japanese", "euc_jp", "EUC-JP"),
    ("Japanese", "iso2022_jp", "ISO-2022-JP"),
    ("Korean", "euc_kr", "CP949"),
    ("Polish", "cp1250", "Windows-1250"),
    ("Polish", "iso8859-2", "ISO 8859-2"),
    ("Czech", "cp1250", "Windows-1250"),
    ("Greek", "cp1253", "Windows-1253"),
    ("Turkish", "cp1254", "Windows-1254"),
    ("Hebrew", "cp1255", "Windows-1255"),
    ("Arabic", "cp1256", "Windows-1256"),
    ("German", "latin-1", "Windows-1252"),
    ("French", "cp1252", "Windows-1252"),
    ("Italian", "latin-1", "Windows-1252"),
    ("Spanish", "cp1252", "Windows-1252"),
]
of_table = pytest.mark.parametrize(("language", "encoding", "name"), TABLE)


def subtitles(lines):
    return "".join(
        f"{number}\r\n00:00:0{number},000 --> 00:00:0{number},900\r\n{line}\r\n\r\n"
        for number, line in enumerate(lines, 1)
    )


@of_table
def test_a_page_in_an_old_encoding_is_read_with_a_note(tmp_path, language, encoding, name):
    text = "\n".join(LINES[language] * 12)
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode(encoding))
    document = read_document(path)
    assert document.text == text
    (note,) = document.notes
    assert f" as {name};" in note


@of_table
def test_three_short_subtitles_are_enough(tmp_path, language, encoding, name):
    path = tmp_path / "old.srt"
    path.write_bytes(subtitles(LINES[language]).encode(encoding))
    document = read_document(path)
    assert document.kind == "subtitles"
    assert [line for line in LINES[language] if line not in document.text] == []
    assert len(document.notes) == 1


@pytest.mark.parametrize("language", ["Russian", "Chinese", "Japanese", "German"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_in_every_script(language, encoding):
    for text in (subtitles(LINES[language]), "\n".join(LINES[language] * 12)):
        assert decode(text.encode(encoding), "a").text == text


@pytest.mark.parametrize("word", ["café", "mañana", "20 °C", "£5 and ©2020", "Straße"])
def test_one_letter_of_the_west_is_enough(word):
    assert decode(word.encode("cp1252"), "a").text == word


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Я купил iPhoneы и DVDшки. Старую мельницу продали, ты знаешь?", "cp1251"),
        ("我的iPhone手机和DVD版老磨坊昨天卖掉了。", "gbk"),
        ("新しいCDをTシャツと買った。", "shift_jis"),
    ],
)
def test_foreign_words_do_not_mislead(text, encoding):
    assert decode(text.encode(encoding), "a").text == text


def test_a_damaged_place_does_not_spoil_the_rest():
    text = "Größe “naïve” Łódź. "
    decoded = decode((text * 5).encode() + b"\xff and " + text.encode(), "a")
    assert decoded.text == text * 5 + "\ufffd and " + text
    assert decoded.notes == ("1 place was damaged and could not be read: \ufffd stands there.",)


def test_unicode_needs_no_note():
    assert decode("Größe 老磨坊".encode(), "a").notes == ()
    assert decode("Größe 老磨坊".encode("utf-16"), "a").notes == ()


def test_a_page_that_says_a_smaller_encoding_loses_no_letter(tmp_path):
    path = tmp_path / "a.html"
    text = "镕在老磨坊，新主人开了一家博物馆。"
    page = f'<html><head><meta charset="gb2312"></head><body><p>{text}</p></body></html>'
    path.write_bytes(page.encode("gbk"))
    assert read_document(path).text == text
    path.write_bytes(page.replace('<meta charset="gb2312">', "").encode("gbk"))
    assert " as GB18030;" in read_document(path).notes[0]


def test_zero_bytes_in_a_text_are_no_text():
    with pytest.raises(Problem, match="not a text file"):
        decode(b"abc\0def\xff" * 9, "a.txt")
