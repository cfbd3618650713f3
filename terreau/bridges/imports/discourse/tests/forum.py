"""Forums as they come out of Discourse, made by chance: topics, pages of posts, single posts, categories, users.

`MadeForum(seed)` writes the folder and keeps count of what a faithful import must bring.
"""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

Json = dict[str, Any]
COOKED = [
    "<p>Plain &amp; <strong>bold</strong></p>",
    '<aside class="quote" data-username="user1" data-post="1" data-topic="1"><blockquote><p>said</p></blockquote>'
    "</aside><p>answered</p>",
    '<p><a class="mention" href="/u/user2">@user2</a> look <img class="emoji" alt=":tada:" src="/e.png"></p>',
    '<aside class="onebox"><header><a href="https://a.example/x">a.example</a></header><h3><a>Title</a></h3></aside>',
    '<div class="poll" data-poll-name="poll"><ul><li>yes</li><li>no</li></ul></div>',
    '<pre><code class="lang-py">x &lt; y</code></pre>',
]


class MadeForum:
    """`posts` and `comments` to be expected; `small`, `gone`, `private` and `whispers` are left out."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.files: dict[str, Json] = {}
        self.posts = self.comments = self.small = self.gone = self.private = self.whispers = 0
        self.authors: set[str] = set()
        self.spaces: set[str] = set()
        self.restricted: set[str] = set()
        self._next = 100
        self._categories()
        for topic in range(1, self.chance.randint(2, 12)):
            self._topic(topic)

    def write(self, folder: Path) -> Path:
        for name, value in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(value), encoding=self.chance.choice(["utf-8", "utf-8-sig"]))
        return folder

    def expected(self) -> Counter[str]:
        figures = {"people": len(self.authors), "spaces": len(self.spaces)}
        return Counter({**figures, "posts": self.posts, "comments": self.comments})

    def _categories(self) -> None:
        made = []
        for number in range(1, 5):
            closed = self.chance.random() < 0.3
            named = {"id": number, "name": f"Catégorie {number}", "slug": f"c{number}", "color": "0088CC"}
            made.append({**named, "description_text": "what for", "read_restricted": closed})
            if closed:
                self.restricted.add(f"Catégorie {number}")
        self.files["categories.json"] = {"category_list": {"categories": made}}

    def _topic(self, topic: int) -> None:
        pick, category = self.chance, self.chance.randint(1, 4)
        private = pick.random() < 0.15
        kept = [self._post(topic, number, private) for number in range(1, pick.randint(2, 12))]
        head: Json = {"id": topic, "title": f"Sujet {topic} ?", "category_id": None if private else category}
        head |= {"archetype": "private_message" if private else "regular", "tags": ["bois"], "pinned": topic == 1}
        if not private:
            self.spaces.add(f"Catégorie {category}")
        shape = pick.choice(["print", "page", "single"])
        if shape == "single":
            for post in kept:
                more = {
                    "topic_title": head["title"],
                    "topic_slug": f"sujet-{topic}",
                    "category_id": head["category_id"],
                }
                if private:
                    more["topic_archetype"] = "private_message"
                self.files[f"posts/2023-05-May/{post['id']:010d}-x.json"] = post | more
        else:
            stream: Json = {"posts": kept, "stream": [post["id"] for post in kept]}
            self.files[f"t/{topic}.json"] = {**head, "post_stream": stream}

    def _post(self, topic: int, number: int, private: bool) -> Json:
        """The first post of a topic is always a plain one; further ones are of every kind."""
        pick, self._next = self.chance, self._next + 1
        who = pick.randint(1, 9)
        post: Json = {"id": self._next, "topic_id": topic, "post_number": number, "post_type": 1, "version": 1}
        post |= {"user_id": who, "username": f"user{who}", "name": pick.choice([f"Person {who}", "", None])}
        post |= {"created_at": f"2023-05-{number:02d}T10:00:00.000Z", "cooked": pick.choice(COOKED), "reads": 7}
        if number > 2 and pick.random() < 0.4:
            post["reply_to_post_number"] = pick.randint(1, number - 1)
        kind = pick.random() if number > 1 and not private else 1.0
        if private:
            self.private += 1
        elif kind < 0.1:
            self.small += 1
            return post | {"post_type": 3, "action_code": "closed.enabled", "cooked": ""}
        elif kind < 0.2:
            self.whispers += 1
            return post | {"post_type": 4}
        elif kind < 0.3:
            self.gone += 1
            return post | {"deleted_at": "2023-06-01T00:00:00Z"}
        else:
            self.posts, self.comments = self.posts + (number == 1), self.comments + (number > 1)
            self.authors.add(f"user{who}")
        return post
