"""Words that a translation may leave out or add without changing what is said."""

from __future__ import annotations

from models.checks.number_words import CARDINALS, RELATED, SCALES
from models.text.function_words import CLAUSE_OPENERS, FUNCTION_WORDS

_MORE = (
    # English
    "also allow allows another anyone been being does doing done down each either else ever "
    "every everyone find get gets getting given gives goes going gone have having here "
    "herself himself into itself just kind like made make makes many more most much myself "
    "necessarily neither number off ones only onto other others otherwise ourselves out over "
    "own percent place quite rather same shall should since some someone something still such "
    "take taken takes than that them themselves then there these they thing things this those "
    "though time times took too type upon used very want wants well were what whatever "
    "whether will would yourself yourselves your yours their theirs ours "
    # Portuguese and Spanish
    "ainda algo algum alguma alguns algumas ambos antes após assim cada caso coisa contra "
    "cujo cuja depois dele dela deles delas deve devem disso dita dito ele eles ela elas essa "
    "esse esses essas esta este estes estas está estão estava estavam fazer forma foram havia "
    "isso isto já lado lhe lhes lugar mais maior maneira menos mesma mesmas mesmo mesmos mim "
    "muito muita modo muitos muitas nossa nosso onde outra outras outro outros parte pelas "
    "pelos pode podem pois porém possui possuem pouco qual quais qualquer quanto quem seja "
    "sejam sendo sido seria são seus suas tal também tanto tão tempo tendo teve tinha tipo "
    "toda todas todo todos tudo várias vários vezes vista você vocês além algún alguna "
    "algunos algunas aún aquel aquella aunque cada cosa cual cuales cualquier cuyo cuya "
    "después ella ellas ellos ello entonces estaba estaban estar estas esto estos fueron "
    "haber había hace hacer hecho llevar luego manera mientras mismo misma muchos muchas "
    "mucho nuestra nuestro otra otras otro otros poder puede pueden pues siendo solo sólo "
    "tener tiene tienen toda todas todavía todos usted ustedes varios varias veces vuestro "
    # French
    "afin ainsi alors après aucun aucune aussi autre autres avait avant avoir avez avons cela "
    "celle celui cette ceux chaque chez chose comme comment contre dans depuis deux dont elle "
    "elles encore entre étaient était être eux fait faire fois fois leur leurs lors mais même "
    "mêmes moins nous parce pendant peut peuvent plus plusieurs pour pourtant puis quand quel "
    "quelle quelque quelques quels quoi sans sera seront seul sont sous suis tous tout toute "
    "toutes très trop vers voici voilà votre vous "
    # German
    "aber alle allem allen aller alles also andere anderen anderer auch beim bereits bist "
    "dabei dadurch dafür daher damit danach dann daran darauf darin darüber dass davon dazu "
    "dein deine denn deren dessen dich diese diesem diesen dieser dieses doch dort durch eben "
    "etwa etwas euch euer ganz gegen gibt habe haben hatte hatten hier hinter ihnen ihre "
    "ihrem ihren ihrer immer indem irgend jede jedem jeden jeder jedes jedoch jener kann kein "
    "keine keinem keinen keiner können könnte lassen lässt machen macht mehr meine mich "
    "mussten muss müssen nach nicht nichts noch nun oder ohne schon sehr sein seine seinem "
    "seinen seiner seit selbst sich sich sind sogar soll sollen sollte sondern sonst über "
    "viel viele vielen während waren warum weil welche welchem welchen welcher welches wenn "
    "werden wieder wird wurde wurden würde würden zwar zwischen "
    # Italian
    "abbiamo alcuni alcune altra altre altri altro anche ancora avere aveva avevano bene caso "
    "ciascuno come cosa cose così cui dalla dell della delle dello dopo dove durante ella "
    "erano essa essere essi esso fare fatto fino fosse furono già hanno infatti invece loro "
    "luogo maniera meno mentre modo molte molti molto nella nelle nello noi nostra nostro "
    "ogni oltre però più poco poi possono prima proprio può qualche quale quali quando quanto "
    "quella quelle quelli quello questa queste questi questo quindi sarà senza sono stata "
    "state stati stato stessa stesso sulla sulle tutta tutte tutti tutto tuttavia vari varie "
    "verso viene volta volte "
)
SMALL_WORDS = frozenset(
    {word for words in FUNCTION_WORDS.values() for word in words}
    | CLAUSE_OPENERS
    | set("".join(_MORE).split())
    | CARDINALS.keys()
    | RELATED.keys()
    | SCALES.keys()
)
