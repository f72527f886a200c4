"""Sentences in many scripts, and lines mixed from them with what no text should hold."""

import random

SENTENCES = (
    # Latin
    "The bakery opens at half past six, before the school bus comes.",
    "My neighbour planted three apple trees behind the garage.",
    "Nobody expected snow in April, yet the roofs were white again.",
    "Please send the invoice to our new address by Friday.",
    "She doesn't know whether they'll arrive on time; we're waiting.",
    "Le garçon a mangé une crêpe à l'hôtel, près de la forêt.",
    "Où est-ce que vous avez acheté ce gâteau ? Il est délicieux !",
    "Der Bäcker öffnet früh, und die Straße riecht nach süßem Brot.",
    "Größere Flüsse fließen träge durch die Ebene.",
    "El niño pidió un café con leche y se marchó mañana temprano.",
    "O avô já não vê bem, mas lê o jornal todas as manhãs.",
    "Čeští řezníci prodávají šunku, a ještě k tomu žitný chléb.",
    "Zażółć gęślą jaźń, powiedział mały chłopiec śmiejąc się.",
    "Việt Nam có nhiều món ăn ngon và rẻ ở các chợ đêm.",
    "Güneş doğdu, ışıklar söndü; İstanbul uyanıyor.",
    # Cyrillic
    "Поезд уходит завтра утром, а билеты мы ещё не купили.",
    "Старый дом на берегу реки давно никто не видел.",
    "Сколько стоит эта синяя чашка? Двадцать рублей.",
    "Київ прокидається рано, їжаки ховаються під ґанком.",
    "Његова сестра чита књигу у малој башти.",
    # Greek
    "Η θάλασσα είναι ήσυχη σήμερα και ο ήλιος λάμπει.",
    "Πού πήγες χθες το βράδυ; Σε περίμενα στην πλατεία.",
    "Το παλιό λιμάνι γέμισε βάρκες και γέλια.",
    # Arabic
    "ذهب الولد إلى المدرسة في الصباح الباكر.",
    "هل قرأت الكتاب الجديد؟ إنه جميل جدًا.",
    "مَدِينَةٌ صَغِيرَةٌ عَلَى الشَّاطِئِ",
    "این خانهٔ قدیمی را پدربزرگم می‌سازد.",
    # Hebrew
    "הילד הלך לבית הספר מוקדם בבוקר.",
    "האם קראת את הספר החדש? הוא יפה מאוד.",
    "שָׁלוֹם עֲלֵיכֶם, אמרה השכנה.",
    # Devanagari
    "लड़का सुबह जल्दी स्कूल गया।",
    "क्या आपने नई किताब पढ़ी? वह बहुत सुंदर है।",
    "नदी के किनारे एक पुराना घर है।",
    # Thai
    "เด็กชายไปโรงเรียนแต่เช้า",
    "บ้านเก่าหลังนี้อยู่ริมแม่น้ำ น้ำใสมาก",
    "คุณซื้อขนมปังที่ไหนเมื่อวานนี้",
    # Han
    "男孩今天一大早就去学校了。",
    "河边有一座老房子，没有人住。",
    "你昨天在哪里买的面包？很好吃！",
    "這條街道晚上非常安靜，只聽見風聲。",
    # Kana and Hangul
    "男の子は朝早く学校へ行きました。",
    "きのうのパンはどこで買いましたか？とてもおいしいです。",
    "カフェでコーヒーを飲みながら、テレビを見た。",
    "소년은 아침 일찍 학교에 갔습니다.",
    "어제 빵을 어디서 샀어요? 정말 맛있어요!",
    # Signs
    "3 × 4 = 12; 50 % of €1,299.00 (≈ $1 400) → ½ price ©2024 №7",
    "🙂 great 👍🏽 family 👩‍👩‍👧 flag 🇵🇹 heart ❤️ done ✅",
)

# Combining marks, wide forms, ligatures, blanks of all kinds, signs that are not to be seen.
ODD = (
    *("", " ", "  ", "   a  b   ", "\t", "a\tb", "\xa0", "a\xa0b", "\u3000全角\u3000"),
    *("e\u0301", "A\u030a\u0323", "\u0301", "ﬁne ﬂow oﬃce", "ＡＢＣ１２３！", "ｶﾞｷﾞ", "①②", "㎞"),
    *(
        "\u200b",
        "a\u200bb",
        "\u200d",
        "\u200e",
        "\ufeff",
        "soft\u00adhyphen",
        "\u2028",
        "\u2060",
    ),
    *("\x01", "a\x02b", "\x7f", "\x85", "\x1b[0m", "\ufffd", "\ufffe", "\x00", "a\x00b"),
    *("\n", "a\nb", "\r\n", "Ω℃Å", "ǆ", "ẞ", "ŉ", "…", "“„‟”", "‘’", "—", "½", "x²", "™", "ﷺ"),
    *("𝕳𝖊𝖑𝖑𝖔", "𐍈", "𠮷野家", "ꙮ", "ᄒ\u1161\u11ab", "กำ", "क्ष", "לֹ", "\u202bab\u202c"),
    *(
        "▁",
        "▁▁a",
        "a▁b",
        "##a",
        "Ġa",
        "<0x41>",
        "don't",
        " 've n't . ,",
        "' ",
        "''",
        "a . b , c ?",
    ),
    "donaudampfschifffahrtsgesellschaftskapitän" * 8,
    *("ab" * 300, "。" * 60, "!" * 90, "💥" * 40, " " * 70),
)
MARKS = (
    *("<s>", "</s>", "<pad>", "<unk>", "<mask>", "<mask_1>", "<mask_2>", "<unk_7>", "<n>"),
    *("<extra_id_0>", "<extra_id_12>", "[CLS]", "[SEP]", "[UNK]", "[MASK]", "[PAD]"),
    *(">>fra<<", ">>deu<<", ">>xyz<<", ">>", "<<", "__fr__", "fra_Latn", "fr_XX", "<2de>"),
)


def lines(count, seed=7):
    """`count` lines: the sentences, the oddities, then mixtures of everything."""
    dice = random.Random(seed)
    found = [*SENTENCES, *ODD, *MARKS]
    found += [f"{mark} {dice.choice(SENTENCES)}" for mark in MARKS]
    found += [f"{dice.choice(SENTENCES)}{mark}" for mark in MARKS]
    short = [each for each in ODD if len(each) < 40]
    while len(found) < count:
        parts = []
        for _ in range(dice.randint(1, 4)):
            sentence = dice.choice(SENTENCES)
            start = dice.randrange(len(sentence))
            parts.append(sentence[start : start + dice.randint(1, 40)])
            if dice.random() < 0.5:
                parts.append(dice.choice(short))
            if dice.random() < 0.1:
                parts.append(dice.choice(MARKS))
        found.append(dice.choice(("", " ", "  ")).join(parts))
    return found
