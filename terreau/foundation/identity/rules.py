from terreau.foundation.identity.models import Person, Session, Token


def may_end_session(actor: Person, session: Session) -> bool:
    return session.person_id == actor.pk


def may_revoke_token(actor: Person, token: Token) -> bool:
    return token.person_id == actor.pk
