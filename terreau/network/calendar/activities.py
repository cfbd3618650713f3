from terreau.foundation.activity.journal import Kind

created = Kind("calendar.created", "brought an event into the calendar")
edited = Kind("calendar.edited", "changed an event")
called_off = Kind("calendar.called_off", "called an event off")
resumed = Kind("calendar.resumed", "resumed an event that was called off")
