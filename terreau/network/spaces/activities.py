from terreau.foundation.activity.journal import Kind

created = Kind("spaces.created", "created a space", administrative=True)
joined = Kind("spaces.joined", "joined a space")
left = Kind("spaces.left", "left a space")
