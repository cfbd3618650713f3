"""Any emoji somebody reacted with, as one of the six reactions of the network.

| reaction    | emoji                                                                                            |
|-------------|--------------------------------------------------------------------------------------------------|
| `thanks`    | thanks, folded hands, hearts, a bow, flowers                                                     |
| `agree`     | thumbs up, check marks, OK, plus, "this", handshake, hundred                                     |
| `well_done` | clapping, party, fire, rocket, trophies, stars, muscles                                          |
| `support`   | hugs, crossed fingers, tears and sorrow, heart hands                                             |
| `explore`   | eyes, thinking, questions, light bulb, magnifier, surprise                                       |
| `useful`    | bookmarks, pins, books, notes; and **everything not in this table**, custom emoji included       |

Several emoji of one person on one thing become the first of them that stands in the table.
"""

from collections.abc import Iterable

from terreau.bridges.imports.staging.shapes import Reaction, ReactionName

_TABLE: dict[ReactionName, str] = {
    "thanks": """
        pray thanks thank_you thankyou merci danke obrigado gracias heart heart_eyes hearts blue_heart green_heart
        yellow_heart orange_heart purple_heart black_heart white_heart sparkling_heart two_hearts heartbeat
        kissing_heart smiling_face_with_3_hearts bow man-bowing woman-bowing bouquet rose sunflower blush""",
    "agree": """
        +1 thumbsup plus1 plusone heavy_plus_sign white_check_mark heavy_check_mark ballot_box_with_check check ok
        ok_hand this agree agreed handshake 100 point_up point_up_2 raised_hand hand raising_hand ack yes
        saluting_face""",
    "well_done": """
        clap tada raised_hands fire rocket trophy medal sports_medal first_place_medal star star2 star-struck sparkles
        muscle confetti_ball partying_face champagne clinking_glasses beers beer party_parrot parrot partyparrot bravo
        congrats congratulations gg crown balloon birthday the_horns metal sunglasses""",
    "support": """
        hugging_face hugs hugging crossed_fingers fingers_crossed cry sob disappointed sad pensive broken_heart
        heart_hands pleading_face worried frowning slightly_frowning_face face_holding_back_tears v
        i_love_you_hand_sign""",
    "explore": """
        eyes thinking_face thinking question grey_question bulb mag mag_right face_with_monocle monocle_face
        open_mouth astonished exploding_head hushed interrobang confused face_with_raised_eyebrow raised_eyebrow""",
    "useful": "bookmark pushpin round_pushpin books book memo pencil notebook useful link key",
}
_NAMES: dict[str, ReactionName] = {emoji: name for name, emojis in _TABLE.items() for emoji in emojis.split()}


def reaction(emoji: str) -> ReactionName | None:
    """The reaction an emoji’s short name stands for (its skin tone left aside), or None if it is in no row."""
    return _NAMES.get(emoji.strip(":").split("::", 1)[0].lower())


def gathered(given: Iterable[tuple[str, str]]) -> tuple[tuple[Reaction, ...], int]:
    """One reaction a person out of (person, emoji) in their order, and how many more there were."""
    chosen: dict[str, ReactionName | None] = {}
    total = 0
    for person, emoji in given:
        total += 1
        if chosen.get(person) is None:
            chosen[person] = reaction(emoji)
    made = tuple(Reaction(person, name or "useful") for person, name in chosen.items())
    return made, total - len(made)
