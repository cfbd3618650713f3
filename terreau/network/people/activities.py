from terreau.foundation.activity.journal import Kind

followed = Kind("people.followed", "followed someone")
unfollowed = Kind("people.unfollowed", "stopped following someone")
edited = Kind("people.edited", "edited their profile")
renamed = Kind("people.renamed", "changed the name they are shown by")
photo_set = Kind("people.photo_set", "chose a photo")
field_added = Kind("people.field_added", "added a line to the profiles", administrative=True)
field_edited = Kind("people.field_edited", "changed a line of the profiles", administrative=True)
field_ended = Kind("people.field_ended", "ended a line of the profiles", administrative=True)
brought_in = Kind("people.brought_in", "brought people in from another tool", administrative=True)
revealed = Kind("people.revealed", "listed people who were brought in", administrative=True)
taken_out = Kind("people.taken_out", "took people out who were brought in", administrative=True)
