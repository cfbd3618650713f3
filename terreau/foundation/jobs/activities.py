from terreau.foundation.activity.journal import Kind

run_again = Kind("jobs.run_again", "sent a failed job back to the queue", administrative=True)
