from terreau.foundation.activity.journal import Kind

sent = Kind("chat.sent", "sent a message")
