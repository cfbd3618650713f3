from terreau.foundation.activity.journal import Kind

settled = Kind("notifications.settled", "chose what reaches them")
stopped = Kind("notifications.stopped", "stopped one sort of mail")
