from terreau.foundation.activity.journal import Kind

run_again = Kind("jobs.run_again", "A failed job was sent back to the queue", administrative=True)
