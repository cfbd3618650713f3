from terreau.foundation.activity.journal import Kind

policy_set = Kind("policies.set", "put a rule in force", administrative=True)
policy_lifted = Kind("policies.lifted", "lifted a rule", administrative=True)
