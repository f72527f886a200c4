"""Sentence boundaries in real text of many languages."""

import pytest

from models.text.boundaries import boundaries, sentence_ends
from models.text.sentences import split_document

# One text a line; a bar where one sentence ends and the next begins.
TEXTS = {
    "en": """
Dr. Smith met Mr. and Mrs. Jones. |They talked.
The U.S. economy grew 3.5 percent in Q1. |Inflation fell to 2.1%.
He lives in the U.S. |She lives in the U.K.
See e.g. the report, i.e. the one of Jan. 5. |It is long.
It opens at 9 a.m. on Monday. |It closes at 5 p.m. |Come early.
J. R. R. Tolkien wrote it. |George W. Bush read it.
She asked, "Are you coming?" and left. |"No!" he cried. |"Why?"
"Stop." |He turned around. |Then he ran.
“I am here,” she said. |“Where are you?” |He did not answer.
Apple Inc. announced it. |Shares of Acme Corp. fell.
This is vitamin C. |Then comes D.
See Fig. 3 and p. 12, vol. 2, no. 5. |Done.
It costs 5 euros incl. VAT, excl. Sundays. |See para. 4. |It was done acc. Smith.
He scored 3.5. |She scored 4.
What?! |No way!!! |Really...
Visit https://www.example.com/a.b?c=d. |Then write to me@example.org.
The file is config.yml. |Open it with vim.
Version 2.0 is out. |Version 2.1 follows.
(This is a note.) |The text goes on.
He left (he was tired). |She stayed.
I went to St. Louis. |He lives on Main St. in town.
Prof. A. B. Miller et al. (2010) found this. |Others did not.
The company, founded in 1999 by J. Doe, grew. |In 2005 it was sold.
He said: "It is late. We should go." |They went.
Is it No. 5? |No. |It is not.
I paid $5.50 for it. |€3.20 was the old price.
This costs 5 vs. 6 dollars approx. 10 times. |OK.
Capt. Kirk and Lt. Uhura left. |Sgt. Pepper stayed.
We have apples, pears, etc. in the house. |And more, etc. |The end.
Q: What is it? |A: A book.
Gen. Lee fought. |Sen. Warren spoke. |Rep. Smith did, too.
I'm 5 ft. tall. |He isn't.
Hello!|How are you? |Fine.
The Washington-based firm (U.S.) grew. |It's big.
'Hello,' he said. |'Goodbye.' |They left.
He has a Ph.D. and an M.A. in law. |She doesn't.
Born in Washington, D.C., he moved. |Later he came back.
Mary's dogs' bowls are here. |It's ok.
At 10 a.m. Mr. Brown called. |Nobody answered.
Hello.\xa0|World is\xa0big.
World War I. |Then came peace.
No. |I don't know.
Yes. |No. |I don't know.
The results [1, 2] are clear.[3] |See also Smith et al. [4]. |Done.
He won the match 6–3, 6–4. |“Incredible!” said the coach (a former pro). |Next week: Paris.
Mr. O'Brien's car, a '67 Mustang, broke down at 3 p.m. yesterday. |The repair cost $1,250.75!
"You have to go," she said. |"Now."
E. coli is a bacterium. |It lives in the gut.
I live in the U.S. Virgin Islands. |It is warm.
Ask Lt. Gov. Smith. |He knows.
The temperature was -5.5 °C. |Brr!
Send it to P.O. Box 12. |Thanks.
He met Pres. Obama on Jan. 20, 2009. |It was cold.
She works for the U.N. in Geneva. |He works for NATO.
The movie (2010, dir. C. Nolan) is great. |Watch it.
No. 1 in the charts. |No. 2 is bad.
She lives on 5th Ave. in New York. |He lives on Sunset Blvd. in L.A.
Mt. Everest is 8,848 m high. |K2 is 8,611 m.
The price rose 5 pct. in Feb. and 3 pct. in Mar. this year.
Is this Mr. X? |Yes, it is.
P.S. I love you. |Bye.
""",
    "pt": """
O Sr. Costa e a Dra. Silva chegaram às 10h30. |Depois saíram.
A V. Ex.ª, o n.º 5 da p. 12. |Fim.
Custa R$ 1.500,00. |É caro! |Não é?
Veja o art. 5.º da lei, págs. 3 e 4. |Obrigado.
“Olá.” |Ele saiu. |— Bom dia — disse ela.
A empresa XYZ Ltda. foi fundada em 1999. |A S.A. cresceu.
Ele comprou maçãs, peras, etc. |Depois voltou.
O prof. Pedro mora na Av. Paulista, n. 100. |Ela mora no Rio.
Por ex. isto, ou p. ex. aquilo. |Certo.
D. Pedro II reinou até 1889. |Depois, veio a república.
Os EUA (Estados Unidos da América) são grandes. |O Brasil também.
Fundada no séc. XV pelo Guru Nanak. |Depois cresceu.
A Cervejaria St. James's Gate fica em Dublin. |Visite-a.
Às 5 p.m. ele saiu. |Não voltou.
Segundo o Prof. Dr. João A. Silva, o caso é grave. |Ninguém sabe.
O Brasil tem 8.515.767 km². |É o maior.
Rua das Flores, n.º 10, 2.º andar, Lisboa. |Tel.: 21 123 45 67.
Disse: “Vem cá.” |E ela veio.
A Exma. Sra. D. Maria chegou. |O Eng. Costa não.
Sto. António é o padroeiro. |S. João é outro.
Os n.os 3 e 4 do art. 2.º aplicam-se.
""",
    "es": """
El Sr. Pérez y la Sra. Ruiz llegaron. |¿Qué tal? |¡Bien!
EE. UU. es grande. |Los EE. UU. y la UE firmaron.
Véase la pág. 5 y el núm. 3. |Gracias.
Llegó a las 5 p. m. y se fue. |No volvió.
«Hola», dijo. |«Adiós.» |Se fue.
La Dra. García, p. ej., vive aquí. |Ud. también.
¿Cómo está Ud.? |Yo, bien.
El Dr. J. A. Gómez vive en la Av. Libertador. |Es médico.
Nació en el año 50 a. C. y murió. |Fue grande.
¡Hola, Sr. López! |¿Viene Ud. mañana? |Sí.
—¿Quién es? |—Soy yo.
""",
    "de": """
Am 3. Oktober 1990 wurde Deutschland vereinigt. |Das war gut.
Das ist z. B. so, d. h. nicht anders. |Dr. Müller kam um 5 Uhr.
Der 2. Weltkrieg endete 1945. |Im 19. Jahrhundert war alles anders.
Er wohnt in der Hauptstr. 5, Nr. 3. |Sie nicht.
Friedrich der II. war König. |Er starb 1786.
„Guten Tag“, sagte er. |„Wie geht's?“ |„Gut.“
Das kostet ca. 1.000 Euro inkl. MwSt. |Das ist teuer.
Er war 19. |Sie war 20.
Siehe S. 12 ff. |Dort steht alles.
Prof. Dr. h. c. mult. Meyer sprach. |Alle hörten zu.
Äpfel, Birnen usw. gibt es hier. |Und mehr usw. |Ende.
»Ja.« |»Nein.« |Er ging.
Die Fa. Müller GmbH & Co. KG liefert. |Gut.
Er kam am 24. Dez. an. |Am 5.5.2020 ging er.
Ludwig XIV. war König. |Er starb 1715.
Vgl. Abb. 3, S. 5 f. und Tab. 2. |Dort steht es.
Er sagte: „Ich komme.“ |Dann ging er.
Die 1. Klasse und die 2. Mannschaft. |Ende.
Ich bin im 3. Stock, Zi. 5. |Komm!
""",
    "fr": """
M. Dupont et Mme Durand sont arrivés. |Ils partent.
« Bonjour ! » |Il sourit. |« Ça va ? » demanda-t-elle.
Il a dit : « Viens. » |Puis il partit.
Voir p. 12, art. 3, etc. |C'est tout.
J.-C. est né. |L'an 50 av. J.-C. fut beau.
Qu'est-ce que c'est ? |Je ne sais pas !
Le Dr Martin (St. Denis) vient. |Mgr. Paul aussi.
Il partit. |« Ça va ? » |« Oui. »
Elle dit « Oui. » et sortit. |Fin.
Le 1er janv. 2020, M. J. Martin est né. |C'est vrai.
Cf. chap. 3, p. ex. la fig. 2. |Merci.
S. M. la reine arrive. |Vive la reine !
""",
    "zh": """
你好。|世界很大！|真的吗？|是的……我想是。
他说：“我走了。”|然后离开了。
价格是3.5元。|很贵。
我有iPhone。|你呢？
第一，他来了；第二，他走了。|结束。
“你好！”|“你也好。”
我说："你好。"|他走了。
A公司（北京）。|B公司。
他3点来。|5点走。
""",
    "ja": """
今日は晴れです。|明日は雨でしょう。
「行くよ。」と彼は言った。|彼女は笑った。
本当ですか？|はい！|もちろん。
彼（田中さん。）が来た。|終わり。
U.S.の経済。|3.5%増。
「え？」|「何？」
""",
    "ar": """
مرحبا بك. |كيف حالك؟ |أنا بخير!
قال: "نعم." |ثم ذهب. |انتهى.
وصل د. أحمد في الساعة 3.5. |ثم غادر.
السيد أ. محمد وصل. |هل رأيته؟ |لا.
""",
    "ru": """
А. С. Пушкин родился в 1799 г. в Москве. |Он умер в 1837 г.
Он живёт на ул. Ленина, д. 5, кв. 3. |Она — нет.
Это т. е. то, напр. это, и т. д. |Конец.
«Привет», — сказал он. |«Как дела?»
См. рис. 5 на стр. 12. |Там всё есть.
Население — 5 млн. человек. |В 2010 г. было 4 млн.
Длина — 5 см. |Он мал.
В 2010 г. население г. Москвы выросло. |Да!
И. о. директора А. Б. Иванов. |Он прав.
На с. 5 и стр. 6. |Всё.
""",
    "it": """
Il sig. Rossi e la dott.ssa Bianchi sono qui. |Bene!
Vedi pag. 5, n. 3. |Fatto.
L'avv. Bianchi e l'ing. Neri, ecc. |Fine.
Nel 50 a.C. nacque. |Nel 3 d.C. morì.
""",
    "nl": """
Dhr. Jansen komt, d.w.z. morgen. |Goed.
Hij zei: 'Kom.' |Zij kwam.
""",
    "pl": """
Mieszka na ul. Długiej 5. |Np. dr. Nowak. |Tak.
""",
    "hi": """
यह एक वाक्य है। |दूसरा वाक्य। |क्या?
""",
    "el": """
Καλημέρα. |Τι κάνεις; |Καλά.
""",
    "th": """
สวัสดีครับ ผมชื่อจอห์น
""",
    "ko": """
안녕하세요. |저는 학생입니다. |정말요?
그는 3.5km를 걸었다. |끝.
""",
    "he": """
שלום. |מה שלומך? |טוב!
""",
    "tr": """
Merhaba. |3. sınıf öğrencisi. |Nasılsın?
""",
    "cs": """
Dne 3. ledna přijel. |Pan Novák odjel.
""",
    "sv": """
Det är t.ex. bra. |Ja.
""",
}


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (language, line)
        for language, block in TEXTS.items()
        for line in block.split("\n")
        if line
    ],
)
def test_sentences_end_where_a_reader_sees_it(language, marked):
    text = marked.replace("|", "")
    found = [text[span.start : span.end] for span in split_document(text, language)]
    assert found == [sentence.strip() for sentence in marked.split("|")]


@pytest.mark.parametrize("language", TEXTS)
def test_a_document_of_these_texts_has_the_same_sentences(language):
    block = TEXTS[language].replace("|", "")
    found = [block[span.start : span.end] for span in split_document(block, language)]
    marked = [line for line in TEXTS[language].split("\n") if line]
    assert found == [sentence.strip() for line in marked for sentence in line.split("|")]


# A quotation and wide blanks, which sentencex 1.0.32 counts as a byte each.
PANIC = "ß ' \u0301 K" + "\u3000" * 50 + ". ﬁ \xa0 ။…! ]। ʼ ։" + " " * 130 + "「 "


def test_a_panic_of_the_splitter_is_survived():
    assert sentence_ends(f"One. Two! {PANIC}", "gu")[:2] == [5, 10]


def test_wide_blanks_make_no_panic(capfd):
    boundaries(f"One. Two! {PANIC}", "gu")
    assert capfd.readouterr().err == ""
