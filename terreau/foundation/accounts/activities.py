from terreau.foundation.activity.journal import Kind

token_created = Kind("accounts.token_created", "created an access token", administrative=True)
token_revoked = Kind("accounts.token_revoked", "revoked an access token", administrative=True)
session_ended = Kind("accounts.session_ended", "ended a session")
signed_out_everywhere = Kind("accounts.signed_out_everywhere", "ended every session of a person")
deactivated = Kind("accounts.deactivated", "deactivated an account", administrative=True)
reactivated = Kind("accounts.reactivated", "gave an account back", administrative=True)
language_chosen = Kind("accounts.language_chosen", "chose a language")
