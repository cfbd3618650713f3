from terreau.foundation.activity.journal import Kind

heard_again = Kind("doctor.heard_again", "had an activity heard again", administrative=True)
