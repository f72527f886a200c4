"""Full stops that do not end a sentence."""

from __future__ import annotations

import re
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the last word of a sentence: titles, and words that point to what follows.
_LEADING = MappingProxyType(
    {
        "en": _words(
            "mr. mrs. ms. dr. prof. rev. hon. gen. col. lt. sgt. capt. gov. sen. st. messrs. "
            "mt. e.g. i.e. cf. viz. vs. approx. esp. resp. "
            "incl. excl. acc."
        ),
        "pt": _words(
            "sr. sra. srs. sras. srta. dr. dra. drs. dras. prof. profa. profª. eng. enga. "
            "arq. exmo. exma. ilmo. ilma. av. trav. sto. sta. p.ex. ex. cf. vs. aprox. sr.ª "
            "sr.as dr.ª prof.ª v.ex.ª gen. cel. cap."
        ),
        "es": _words(
            "sr. sra. srs. sres. sras. srta. dr. dra. dres. prof. profa. dña. lic. ing. arq. "
            "av. avda. p.ej. ej. cf. vs. gral. cnel. sto. sta. aprox."
        ),
        "fr": _words(
            "m. mm. mme. mmes. mlle. mlles. dr. mgr. st. ste. p.ex. ex. cf. c.-à-d. av. bd. "
            "env. vs."
        ),
        "it": _words(
            "sig. sig.ra sig.na sigg. dott. dott.ssa dr. prof. prof.ssa ing. avv. arch. geom. "
            "rag. p.es. es. cfr. vs. ca. ss."
        ),
        "de": _words(
            "hr. fr. fa. dr. prof. dipl. ing. z.b. d.h. u.a. bzw. ca. vgl. inkl. evtl. ggf. "
            "sog. hl. geb. mult. mind. max. zzgl. einschl. i.d.r. s.o. insb. bspw."
        ),
        "nl": _words("dhr. mevr. mw. dr. prof. drs. ir. bijv. d.w.z. o.a. ca. vgl."),
        "ru": _words("ул. просп. пл. т.е. проф. акад. доц. им. напр. ок. св. гр. см. ср. тов."),
        "uk": _words("вул. просп. пл. т.зв. проф. акад. ім. напр. бл. св. див. тов."),
        "pl": _words("dr. prof. inż. mgr. ul. al. pl. np. tzn. tzw. ok. św. ks. m.in. por."),
        "sv": _words("t.ex. dvs. bl.a. ca. s.k."),
        "da": _words("f.eks. dvs. bl.a. ca. hr. fr."),
        "ar": _words("د. أ. م. أ.د."),
    }
)

_TITLES = _words("mr. mrs. ms. dr. prof. st.")  # in names, whatever the language

# Before a number the sentence goes on: No. 5, p. 12.
_BEFORE_NUMBER = _words(
    "séc. sécs. no. nos. nr. nrs. n. n.º n.o núm. num. nº. n°. p. pp. pg. pgs. pág. págs. "
    "pag. pagg. s. ss. art. arts. artt. fig. figs. abb. tab. ch. chap. cap. caps. kap. sec. "
    "sect. vol. vols. bd. eq. par. abs. ver. v. vv. op. tel. ext. ca. approx. ed. ann. stk. "
    "para. paras. bl. janv. févr. avr. juil. déc. jan. feb. mar. apr. jun. jul. aug. sep. "
    "sept. oct. nov. dec. стр. с. рис. табл. гл. ст. п. пп. № д. кв. т. ص. ق. م."
)

# May end a sentence or not: a small letter after it decides.
_EITHER = _words(
    "etc. al. inc. ltd. ltda. co. corp. bros. jr. sr. usw. u.s.w. ecc. cia. s.a. usf. dept. "
    "univ. assn. ave. blvd. rd. min. max. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. "
    "nov. dec. mon. tue. wed. thu. fri. sat. sun. est. ud. uds. vd. vds. г. гг. в. вв. руб. "
    "коп. тыс. млн. млрд. др. пр. т.д. т.п. тел. н.э. м. см. мм. км. кг. st. str. ex. pct."
)

# Languages that write ordinal numbers with a full stop.
_ORDINAL = _words("de da nb nn no fo is fi et lv cs sk sl hr sr bs hu pl tr lb mk")
_ORDINAL_NOUNS = re.compile(
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Jahrhundert|Jh\b|Jahrtausend|Weltkrieg|Mal\b|Platz|Klasse|Stock|Etage|Kapitel|"
    r"Auflage|Spieltag|Geburtstag|Jahrestag|Lebensjahr|Tag\b|Stelle|Bundesliga|Liga)"
)
_BEFORE_ORDINAL = _words(
    "der die das den dem des am im vom zum zur beim bis seit ab jeder jede jedes ein eine "
    "einen einem einer sein seine seinen seinem ihr ihre ihren"
)

# Ends a sentence where a capital follows, although it is an abbreviation.
ENDS_LIST = re.compile(
    r"(?:\b(?:etc|usw|u\.s\.w|ecc|ff|MwSt|USt|enz|osv|itd|itp)|\bи т\. ?[дп]|\bи др"
    r"|(?<=\d)\s?(?:см|мм|км|кг|руб)"
    r"|(?:^|(?<=[.!?…]\s))No)\.\s+"
)

_ELISION = re.compile(r"^(?:\w{1,5})['’](?=\w)")
_INITIAL = re.compile(r"[^\W\d_][\u0300-\u036f]?\.")
_INNER_DOT = re.compile(r"[^\W\d_]{1,4}\.(?:-?[^\W\d_]{1,4}\.?)*")
_SPACED = re.compile(r"(?:(?:^|(?<=\s))[^\W\d_]{1,2}\.\s+)+[^\W\d_]{1,2}\.$")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_])[.)\]]+")
_COUNT = re.compile(r"\d|(?:[VX]|[IVXLC]{2,})\b")  # not "No. I"
_NUMBER = re.compile(r"\d{1,3}\.")
_OPENING = "\"'“‘«‹„‚([{¿¡*_—–-"


def goes_on(left: str, right: str, language: str) -> bool:
    """Whether the sentence goes on between `left`, which ends in a full stop, and `right`.

    Both come without white space at the cut; `left` begins with its sentence or is long
    enough to hold a few words.
    """
    *_, token = left.split()
    before = left[: -len(token)].split()
    token = _ELISION.sub("", token.lstrip(_OPENING)) or token
    small = token.lower()
    following = right.lstrip(_OPENING)[:1]
    if _ENUMERATOR.fullmatch(left):
        return True
    counted = bool(before) and before[-1][-1:].isdigit()  # 5 см. is a unit, см. is "see"
    return (
        (small in _LEADING.get(language, _LEADING["en"]) and not counted)
        or small in _TITLES
        or (small in _BEFORE_NUMBER and _COUNT.match(right) is not None)
        or (following.islower() and _may_be_inside(small, left))
        or _is_initial(token, before, following)
        or _is_ordinal(token, before, right, language)
    )


def _may_be_inside(small: str, left: str) -> bool:
    """Whether a small letter after this token means that the sentence goes on."""
    return (
        small in _EITHER
        or small in _BEFORE_NUMBER
        or (small.count(".") > 1 and _INNER_DOT.fullmatch(small) is not None)
        or _SPACED.search(left[-24:]) is not None
    )


def _is_initial(token: str, before: list[str], following: str) -> bool:
    """J. K. Rowling, John F. Kennedy; not "vitamin C. Then", "Elizabeth I. Then"."""
    if not (_INITIAL.fullmatch(token) and token[0].isupper() and following.isupper()):
        return False
    if token[0] in "IVX":
        return False
    return not before or before[-1].lstrip(_OPENING)[:1].isupper()


def _is_ordinal(token: str, before: list[str], right: str, language: str) -> bool:
    if language not in _ORDINAL or not _NUMBER.fullmatch(token):
        return False
    if right[:1].islower() or _ORDINAL_NOUNS.match(right):
        return True
    return bool(before) and before[-1].lower() in _BEFORE_ORDINAL


def is_ordinal_date(text: str, at: int, language: str) -> bool:
    """Whether the number and full stop before `at` count what follows: 3. Oktober."""
    return language in _ORDINAL and (
        text[at : at + 1].islower() or _ORDINAL_NOUNS.match(text, at) is not None
    )
