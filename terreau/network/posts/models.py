from django.conf import settings
from django.db import models
from django.utils import timezone

from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.text.keys import new_key


class Kind(models.TextChoices):
    MESSAGE = "message"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"
    KUDOS = "kudos"


class Counted(models.Model):
    """Reaction counts beside the thing, changed in the same transaction as the reaction’s row."""

    useful = models.IntegerField(default=0)
    thanks = models.IntegerField(default=0)
    agree = models.IntegerField(default=0)
    well_done = models.IntegerField(default=0)
    support = models.IntegerField(default=0)
    explore = models.IntegerField(default=0)

    class Meta:
        abstract = True


IN_FEEDS = models.Q(withdrawn_at__isnull=True, quiet_since__isnull=True)


class Post(Counted):
    """A published post. `published_at` orders feeds (an import’s own dates), `arrived_at` drives unread and news.

    `asked`: of how many a required reading was asked when it came. Whoever joins or leaves later changes nothing in it.
    `about_kind`, `about_id`: the thing of a room above whose one conversation this is. As long as nobody announced it,
    it is quiet and stands in no feed (docs/decisions/019-one-conversation-per-thing.md).
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.MESSAGE)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    accepted = models.ForeignKey("Comment", models.SET_NULL, null=True, blank=True, related_name="+")
    required_by = models.DateField(null=True, blank=True)
    asked = models.IntegerField(null=True, blank=True)
    names_purpose = models.CharField(max_length=200, blank=True)
    names_until = models.DateField(null=True, blank=True)
    names_erased_at = models.DateTimeField(null=True, blank=True)
    comment_count = models.IntegerField(default=0)
    source = models.CharField(max_length=80, blank=True)
    about_kind = models.CharField(max_length=30, blank=True, default="", db_default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    quiet_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id"],
                condition=models.Q(about_id__isnull=False),
                name="post_one_conversation",
            ),
            models.CheckConstraint(
                condition=models.Q(about_kind="", about_id=None, quiet_since=None)
                | ~models.Q(about_kind="") & models.Q(about_id__isnull=False),
                name="post_about_one_thing",
            ),
        ]
        indexes = [
            # Feeds and counts of what is new are answered from these alone: the row of a post is read for a page only.
            # What the condition says stands in them for SQLite, which would look it up all the same.
            models.Index(
                fields=["-published_at", "-id", "space", "author", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_of_all",
            ),
            models.Index(
                fields=["space", "-published_at", "-id", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_newest",
            ),
            models.Index(
                fields=["space", "-active_at", "-id", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_liveliest",
            ),
            models.Index(
                fields=["space", "-arrived_at", "author", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_arrived",
            ),
            models.Index(
                fields=["author", "-published_at", "-id", "space", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_written",
            ),
            models.Index(
                fields=["author", "-active_at", "-id", "space", "withdrawn_at", "quiet_since"],
                condition=IN_FEEDS,
                name="post_discussed",
            ),
            models.Index(
                fields=["space", "-pinned_at"], condition=models.Q(pinned_at__isnull=False), name="post_pinned"
            ),
            models.Index(
                fields=["space", "-arrived_at"],
                condition=models.Q(kind="question", accepted=None, comment_count=0, withdrawn_at=None),
                name="post_open_question",
            ),
            models.Index(fields=["required_by"], condition=models.Q(required_by__isnull=False), name="post_required"),
        ]


class Comment(Counted):
    """A reply to a post, or one level deeper to a reply."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    body = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "published_at", "id"], name="comment_thread"),
            models.Index(fields=["author", "-published_at"], name="comment_by_author"),
        ]


class Reaction(models.Model):
    """One person’s one reaction to a post or a comment."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="reactions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=12, choices=ReactionKind.choices, default=ReactionKind.USEFUL)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="reaction_to_post_once"),
            models.UniqueConstraint(fields=["comment", "person"], name="reaction_to_comment_once"),
            models.CheckConstraint(
                condition=models.Q(post__isnull=False, comment=None) | models.Q(post=None, comment__isnull=False),
                name="reaction_to_one_thing",
            ),
        ]


class Verb(models.TextChoices):
    """What a draft is going to be: a post, the next version of one, a reply, the next version of a reply."""

    PUBLISH = "publish"
    EDIT = "edit"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"


class Draft(models.Model):
    """What someone is writing, kept as they type: a new post, or by `verb` words about `post` (to or of `comment`).

    With `scheduled_for`, it is published then, by a job that checks the right again.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    space = models.ForeignKey("spaces.Space", models.CASCADE, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb.choices, default=Verb.PUBLISH, db_default=Verb.PUBLISH)
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="drafts")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="drafts")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.MESSAGE)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    options = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    scheduled_for = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "verb", "post"],
                condition=models.Q(post__isnull=False, comment=None),
                name="draft_of_post_once",
            ),
            models.UniqueConstraint(
                fields=["author", "verb", "comment"],
                condition=models.Q(comment__isnull=False),
                name="draft_of_comment_once",
            ),
        ]


class Version(models.Model):
    """What a post or a comment said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="versions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="versions")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    minor = models.BooleanField(default=False)


class Share(models.Model):
    """A post shown in another space too. One conversation, at home; only those who see the source see it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="shares")
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="shares")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "space"], name="share_once")]
        indexes = [models.Index(fields=["space", "-at"], name="share_feed")]


class Tag(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="tags")
    folded = models.CharField(max_length=50)
    name = models.CharField(max_length=50)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "folded"], name="tag_once")]
        indexes = [models.Index(fields=["folded", "-published_at"], name="tag_feed")]


class Mention(models.Model):
    """A person named in a post or comment, among those who may see it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")


class Thanked(models.Model):
    """Whom a kudos thanks."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="thanked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_received")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="thanked_once")]


class Read(models.Model):
    """A post read out of order; swept away when the space’s `read_at` passes it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reads")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="read_once")]


class Bookmark(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="bookmark_once")]


class Subscription(models.Model):
    """Follow or mute one conversation."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="subscriptions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    muted = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="subscription_once")]


class Acknowledgement(models.Model):
    """“I have read and understood this.” Counted for the author; the names are erased at `names_until`."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="acknowledgements")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="acknowledged_once")]


class Confirmed(models.Model):
    """How many confirmed a reading at one site, kept once the names are erased."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="confirmed")
    site = models.ForeignKey("orgs.Site", models.SET_NULL, null=True, related_name="+")
    count = models.IntegerField()


class Delegation(models.Model):
    """A leader lets someone post in their name, in one space, until a date. Posts show it."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations_given")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations")
    space = models.ForeignKey("spaces.Space", models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class Preview(models.Model):
    """What a linked page says of itself, fetched by a job for one post alone; nothing of it is trusted.

    Never shared by two posts: a card that is there at once would tell that somebody had posted the address before.
    """

    url = models.URLField(max_length=1000)
    title = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=400, blank=True)
    site = models.CharField(max_length=100, blank=True)
    image = models.ForeignKey("storage.Blob", models.SET_NULL, null=True, related_name="+")
    fetched_at = models.DateTimeField(null=True)
    failed = models.CharField(max_length=200, blank=True)


class PostLink(models.Model):
    """The first link of a post, with its preview."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="link")
    preview = models.ForeignKey(Preview, models.CASCADE, related_name="+")
