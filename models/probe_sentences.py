"""Sentences that need no context, in several languages: common words, several clauses."""

from __future__ import annotations

from types import MappingProxyType

from models.text.languages import primary

_SENTENCES = MappingProxyType(
    {
        "en": (
            "The old man in the white house sold his red car to a young teacher yesterday.",
            "When the children came home, their mother gave them bread and cold milk.",
        ),
        "de": (
            "Der alte Mann in dem weißen Haus hat gestern sein rotes Auto an eine junge "
            "Lehrerin verkauft.",
            "Als die Kinder nach Hause kamen, gab ihre Mutter ihnen Brot und kalte Milch.",
        ),
        "es": (
            "El viejo de la casa blanca vendió ayer su coche rojo a un joven profesor.",
            "Cuando los niños llegaron a casa, su madre les dio pan y leche fría.",
        ),
        "fr": (
            "Le vieil homme de la maison blanche a vendu hier sa voiture rouge à un jeune "
            "professeur.",
            "Quand les enfants sont rentrés, leur mère leur a donné du pain et du lait froid.",
        ),
        "it": (
            "Il vecchio della casa bianca ha venduto ieri la sua macchina rossa a un giovane "
            "insegnante.",
            "Quando i bambini tornarono a casa, la madre diede loro pane e latte freddo.",
        ),
        "pt": (
            "O velho da casa branca vendeu ontem o seu carro vermelho a um jovem professor.",
            "Quando as crianças voltaram para casa, a mãe deu-lhes pão e leite frio.",
        ),
        "ru": (
            "Старик из белого дома вчера продал свою красную машину молодому учителю.",
            "Когда дети пришли домой, мать дала им хлеб и холодное молоко.",
        ),
        "zh": (
            "住在白色房子里的老人昨天把他的红色汽车卖给了一位年轻的老师。",
            "孩子们回到家时，母亲给了他们面包和冰牛奶。",
        ),
    }
)


def probe_sentences(language: str) -> tuple[str, ...]:
    """Those of a language; for one that has none here, the English ones."""
    return _SENTENCES.get(primary(language), _SENTENCES["en"])
