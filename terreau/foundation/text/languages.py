"""Languages people work in; and guessing the language of a text from its smallest words and its own letters.

The guess is honest: unsure is None.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

# Languages people say they work in, and in which a space may be named, by the name each has in itself.
SPOKEN = {
    "fr": "Français",
    "en": "English",
    "de": "Deutsch",
    "pt": "Português",
    "pl": "Polski",
    "es": "Español",
    "ar": "العربية",
    "it": "Italiano",
    "vi": "Tiếng Việt",
    "tr": "Türkçe",
}
GUESSED = ("fr", "en", "de", "pt", "es", "pl", "it", "nl", "sv")
_MOST_WORDS = 400
_SMALL_SHARE = 0.15
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "fr": """le la les de des du un une et est en que qui dans pour pas sur au aux avec ce cette ces il elle nous
        vous ils je on ne se sont plus par mais ou où leur votre notre être avoir fait bonjour merci très
        tout tous comme aussi c d l n s j qu à y ont été bien si peut faut quel quelle""",
    "en": """the a an of and to in is it you that for on are with as this be at have from or by we they not but
        your our was were will can has there what when which who how all their if would please thanks hello
        my me do does i been about more so just any some into""",
    "de": """der die das und ist in den von zu mit sich des auf für nicht ein eine einer einem einen es im dem
        auch als an wir ihr sie er ich wird bei aus nach wie oder aber sind haben hat kann wenn werden zum
        zur bitte danke hallo noch nur über vor mehr uns unsere""",
    "pt": """o a os as de do da dos das e é em um uma que para com não por no na nos nas se mais como mas ao ou
        seu sua ele ela nós você vocês isso este esta são foi ser tem está obrigado olá muito também já
        quando pelo pela até há aos às eu""",
    "es": """el la los las de del y es en un una que para con no por se más como pero al o su sus lo le les
        nosotros usted ustedes esto este esta son fue ser tiene está están gracias hola muy también ya
        cuando hay sin sobre entre yo nos qué""",
    "pl": """i w na z do się nie jest to że od za po o dla jak ale czy tak już są być przez lub oraz który która
        które przy co ten ta te tym tego może nas was proszę dziękuję cześć dzień bardzo tylko też ma mamy
        ich""",
    "it": """il lo la i gli le di del della dei delle e è in un una che per con non da si più come ma al o nel
        nella sono questo questa ha hanno essere grazie ciao molto anche quando noi voi io ci""",
    "nl": """de het een en is van in op te dat die voor met niet zijn aan er als ook maar om bij naar we je ik
        wij ze hebben heeft wordt kan of dit deze graag bedankt hallo nog wel uit over door""",
    "sv": """och att det i en som är av för den till på med inte ett om har vi du kan ska från de så men alla eller sig
        här hej tack mycket när där våra vår var man hur nu bara""",
}
_OWN_LETTERS = {
    "fr": "œçèêëîïûùÿ",
    "de": "ßäöü",
    "pt": "ãõçâêô",
    "es": "ñ¿¡",
    "pl": "łżźśćńęą",
    "it": "èìòù",
    "sv": "åäö",
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
# The weight of each small word is divided by this: less, the more languages share it.
_SHARED = {
    word: math.sqrt(sum(word in small for small in _SETS.values())) for words in _SETS.values() for word in words
}
# So common that a search for them says nothing.
_TRIVIAL = """l d n s j c m t qu le la les de du des un une et à au aux
    the a an of and to in der das und el los y"""
TRIVIAL = frozenset(_TRIVIAL.split())


def guess_language(text: str, among: Iterable[str] = GUESSED) -> str | None:
    """The likeliest of the languages in `among`, or None when the text is too short or too mixed to say."""
    words = Counter(_WORD.findall(text[:8000].lower())[:_MOST_WORDS])
    small = [(word, min(count, 5) / _SHARED[word]) for word, count in words.items() if word in _SHARED]
    lettered = [word for word in words if not word.isascii()]
    found = (language for language in among if language in _SETS)
    scores = sorted(((_score(small, lettered, language), language) for language in found), reverse=True)
    if not scores:
        return None
    best, language = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    sure = best >= 2 and best >= 1.25 * second + 0.5 and _share(words, language) >= _SMALL_SHARE
    return language if sure else None


def _score(small: list[tuple[str, float]], lettered: list[str], language: str) -> float:
    """How often the small words of a language occur; a repeated one counts less, one that languages share too."""
    common = _SETS[language]
    own = _OWN_LETTERS.get(language, "")
    letters = min(2.0, sum(0.7 for word in lettered if any(letter in own for letter in word)))
    return sum(weight for word, weight in small if word in common) + letters


def _share(words: Counter[str], language: str) -> float:
    """The share of small words: about two in five in real sentences, few in a language that is not known here."""
    return sum(count for word, count in words.items() if word in _SETS[language]) / words.total()
