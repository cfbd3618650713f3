import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_key(length: int = 6) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
