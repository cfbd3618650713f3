from terreau.foundation.activity.journal import Kind

followed = Kind("people.followed", "followed someone")
unfollowed = Kind("people.unfollowed", "stopped following someone")
edited = Kind("people.edited", "edited their profile")
field_added = Kind("people.field_added", "added a line to the profiles", administrative=True)
