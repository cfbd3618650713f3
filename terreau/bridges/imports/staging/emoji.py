"""Short names of emoji as chats and forums write them (`:smile:`), with what they look like.

The two hundred and more that people use most, with their usual aliases; another name stays as it is written.
"""

import re

_TABLE = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 rofl 🤣 rolling_on_the_floor_laughing 🤣
joy 😂 slightly_smiling_face 🙂 slight_smile 🙂 simple_smile 🙂 upside_down_face 🙃 upside_down 🙃 wink 😉 blush 😊
innocent 😇 smiling_face_with_3_hearts 🥰 heart_eyes 😍 star-struck 🤩 star_struck 🤩 kissing_heart 😘 relaxed ☺️
yum 😋 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 zany_face 🤪 stuck_out_tongue_closed_eyes 😝
money_mouth_face 🤑 hugging_face 🤗 hugs 🤗 hugging 🤗 face_with_hand_over_mouth 🤭 shushing_face 🤫 thinking_face 🤔
thinking 🤔 zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨 raised_eyebrow 🤨 neutral_face 😐 expressionless 😑
no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 rolling_eyes 🙄 roll_eyes 🙄 grimacing 😬 lying_face 🤥
relieved 😌 pensive 😔 sleepy 😪 drooling_face 🤤 sleeping 😴 mask 😷 face_with_thermometer 🤒 nauseated_face 🤢
sneezing_face 🤧 hot_face 🥵 cold_face 🥶 dizzy_face 😵 exploding_head 🤯 cowboy_hat_face 🤠 partying_face 🥳
sunglasses 😎 nerd_face 🤓 face_with_monocle 🧐 monocle_face 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁
white_frowning_face ☹️ frowning_face ☹️ open_mouth 😮 hushed 😯 astonished 😲 flushed 😳 pleading_face 🥺 frowning 😦
anguished 😧 fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 confounded 😖 persevere 😣
disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 face_with_symbols 🤬
smiling_imp 😈 imp 👿 skull 💀 skull_and_crossbones ☠️ hankey 💩 poop 💩 shit 💩 clown_face 🤡 ghost 👻 alien 👽
space_invader 👾 robot_face 🤖 robot 🤖 smiley_cat 😺 joy_cat 😹 scream_cat 🙀 see_no_evil 🙈 hear_no_evil 🙉
speak_no_evil 🙊 kiss 💋 love_letter 💌 cupid 💘 gift_heart 💝 sparkling_heart 💖 heartbeat 💓 two_hearts 💕
broken_heart 💔 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤
white_heart 🤍 brown_heart 🤎 100 💯 anger 💢 boom 💥 collision 💥 dizzy 💫 sweat_drops 💦 dash 💨 bomb 💣
speech_balloon 💬 thought_balloon 💭 zzz 💤 wave 👋 raised_back_of_hand 🤚 hand ✋ raised_hand ✋ spock-hand 🖖
ok_hand 👌 v ✌️ crossed_fingers 🤞 i_love_you_hand_sign 🤟 the_horns 🤘 metal 🤘 call_me_hand 🤙 point_left 👈
point_right 👉 point_up_2 👆 point_down 👇 point_up ☝️ +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊
punch 👊 left-facing_fist 🤛 right-facing_fist 🤜 clap 👏 raised_hands 🙌 open_hands 👐 handshake 🤝 pray 🙏
writing_hand ✍️ nail_care 💅 selfie 🤳 muscle 💪 brain 🧠 eyes 👀 eye 👁️ tongue 👅 lips 👄 baby 👶 man 👨 woman 👩
man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ shrug 🤷 face_palm 🤦 facepalm 🤦 man-facepalming 🤦‍♂️ woman-facepalming 🤦‍♀️
bow 🙇 man-bowing 🙇‍♂️ raising_hand 🙋 man-raising-hand 🙋‍♂️ woman-raising-hand 🙋‍♀️ no_good 🙅 ok_woman 🙆 ok_person 🙆
dancer 💃 man_dancing 🕺 dancers 👯 runner 🏃 running 🏃 walking 🚶 technologist 🧑‍💻 male-technologist 👨‍💻
female-technologist 👩‍💻 santa 🎅 superhero 🦸 detective 🕵️ construction_worker 👷 family 👪 busts_in_silhouette 👥
footprints 👣 dog 🐶 cat 🐱 fox_face 🦊 bear 🐻 panda_face 🐼 lion_face 🦁 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔
penguin 🐧 bird 🐦 eagle 🦅 owl 🦉 unicorn_face 🦄 unicorn 🦄 bee 🐝 bug 🐛 butterfly 🦋 snail 🐌 turtle 🐢 snake 🐍
octopus 🐙 crab 🦀 whale 🐳 dolphin 🐬 fish 🐟 shark 🦈 elephant 🐘 sloth 🦥 cherry_blossom 🌸 rose 🌹 sunflower 🌻
tulip 🌷 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 herb 🌿 four_leaf_clover 🍀
maple_leaf 🍁 fallen_leaf 🍂 leaves 🍃 mushroom 🍄 apple 🍎 banana 🍌 strawberry 🍓 watermelon 🍉 avocado 🥑
hot_pepper 🌶️ bread 🍞 croissant 🥐 cheese_wedge 🧀 hamburger 🍔 fries 🍟 pizza 🍕 taco 🌮 popcorn 🍿 sushi 🍣
icecream 🍦 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰 chocolate_bar 🍫 candy 🍬 coffee ☕ tea 🍵 champagne 🍾
wine_glass 🍷 cocktail 🍸 tropical_drink 🍹 beer 🍺 beers 🍻 clinking_glasses 🥂 tumbler_glass 🥃 fork_and_knife 🍴
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 house 🏠 office 🏢 factory 🏭 hospital 🏥
school 🏫 bank 🏦 hotel 🏨 car 🚗 red_car 🚗 taxi 🚕 bus 🚌 truck 🚚 bike 🚲 train 🚆 station 🚉 ship 🚢 airplane ✈️
rocket 🚀 helicopter 🚁 rotating_light 🚨 construction 🚧 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚
alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 sunny ☀️ cloud ☁️ partly_sunny ⛅ rainbow 🌈 umbrella ☔ zap ⚡ snowflake ❄️
snowman ⛄ fire 🔥 droplet 💧 ocean 🌊 star ⭐ star2 🌟 stars 🌠 sparkles ✨ new_moon 🌑 full_moon 🌕
jack_o_lantern 🎃 christmas_tree 🎄 fireworks 🎆 sparkler 🎇 balloon 🎈 tada 🎉 confetti_ball 🎊 gift 🎁 ribbon 🎀
trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 soccer ⚽
basketball 🏀 football 🏈 tennis 🎾 dart 🎯 golf ⛳ video_game 🎮 joystick 🕹️ slot_machine 🎰 game_die 🎲 jigsaw 🧩
art 🎨 performing_arts 🎭 musical_note 🎵 notes 🎶 microphone 🎤 headphones 🎧 guitar 🎸 drum_with_drumsticks 🥁
clapper 🎬 movie_camera 🎥 camera 📷 camera_with_flash 📸 tv 📺 iphone 📱 phone ☎️ telephone ☎️ telephone_receiver 📞
battery 🔋 electric_plug 🔌 computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ floppy_disk 💾 cd 💿
mag 🔍 mag_right 🔎 bulb 💡 flashlight 🔦 book 📖 books 📚 notebook 📓 newspaper 📰 bookmark 🔖 label 🏷️
moneybag 💰 euro 💶 dollar 💵 credit_card 💳 chart 💹 email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥
outbox_tray 📤 package 📦 mailbox 📫 pencil2 ✏️ pencil 📝 memo 📝 briefcase 💼 file_folder 📁 open_file_folder 📂
calendar 📅 date 📅 spiral_calendar_pad 🗓️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊
clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 scissors ✂️ wastebasket 🗑️ lock 🔒 unlock 🔓
key 🔑 hammer 🔨 hammer_and_wrench 🛠️ wrench 🔧 gear ⚙️ nut_and_bolt 🔩 toolbox 🧰 link 🔗 syringe 💉 pill 💊
microscope 🔬 telescope 🔭 satellite_antenna 📡 door 🚪 shopping_trolley 🛒 broom 🧹 warning ⚠️ no_entry ⛔
no_entry_sign 🚫 x ❌ negative_squared_cross_mark ❎ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️
heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗ heavy_exclamation_mark ❗
grey_exclamation ❕ bangbang ‼️ interrobang ⁉️ recycle ♻️ arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️
arrow_upper_right ↗️ arrows_counterclockwise 🔄 back 🔙 soon 🔜 top 🔝 new 🆕 free 🆓 cool 🆒 ok 🆗 sos 🆘 up 🆙
information_source ℹ️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ small_red_triangle 🔺 large_blue_diamond 🔷
checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ rainbow-flag 🏳️‍🌈 pirate_flag 🏴‍☠️ flag-fr 🇫🇷 fr 🇫🇷
flag-de 🇩🇪 de 🇩🇪 flag-ca 🇨🇦 flag-br 🇧🇷 flag-pl 🇵🇱 flag-ma 🇲🇦 flag-gb 🇬🇧 gb 🇬🇧 uk 🇬🇧 flag-us 🇺🇸 us 🇺🇸
flag-es 🇪🇸 es 🇪🇸 flag-it 🇮🇹 it 🇮🇹 flag-be 🇧🇪 flag-ch 🇨🇭 flag-eu 🇪🇺 loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕
zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 hash #️⃣
melting_face 🫠 saluting_face 🫡 heart_hands 🫶 face_holding_back_tears 🥹 smiling_face_with_tear 🥲 shaking_face 🫨
"""
_PAIRS = _TABLE.split()
SYMBOLS: dict[str, str] = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_TONES = {"2": "\U0001f3fb", "3": "\U0001f3fc", "4": "\U0001f3fd", "5": "\U0001f3fe", "6": "\U0001f3ff"}
NAMED = re.compile(r":([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):|t([2-6]):)?")


def symbol(name: str, tone: str | None = None) -> str | None:
    """What the emoji of this short name looks like, in skin tone 2-6; None if the name is not known."""
    found = SYMBOLS.get(name)
    if found is None:
        return None
    return found.removesuffix("\ufe0f") + _TONES[tone] if tone and found in _TONED else found


_TONED = frozenset("👋🤚✋🖖👌✌☝👍👎✊👊🤛🤜👏🙌👐🙏💅🤳💪👈👉👆👇🤞🤟🤘🤙🙇🙋🙅🙆🤷🤦💃🕺🏃🚶🎅👷🫶") | {"✌️", "☝️", "✍️"}


def from_points(points: str) -> str:
    """An emoji written as its code points (`1f44b-1f3fc`), or nothing where these are none of an emoji."""
    found = [int(point, 16) for point in points.split("-")] if _POINTS.match(points) else []
    return "".join(map(chr, found)) if all(map(_drawn, found)) else ""


def _drawn(point: int) -> bool:
    """Is it a part that emoji are made of?"""
    return point in _PARTS or any(first <= point <= last for first, last in _DRAWN)


_POINTS = re.compile(r"\A[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,9}\Z", re.ASCII)
_PARTS = frozenset([0x23, 0x2A, 0xA9, 0xAE, 0x200D, 0x3030, 0x303D, 0x3297, 0x3299, 0xFE0F])
_DRAWN = ((0x30, 0x39), (0x203C, 0x2BFF), (0x1F000, 0x1FAFF), (0xE0020, 0xE007F))


def with_symbols(words: str) -> str:
    """`words` with every known `:name:` replaced by its emoji."""
    return NAMED.sub(lambda match: symbol(match[1], match[2] or match[3]) or match[0], words)
