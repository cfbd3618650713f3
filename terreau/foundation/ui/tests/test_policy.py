"""The policy that every answer carries."""

from django.test import Client

from terreau.foundation.ui.policy import content_policy


def test_nothing_inline_nothing_foreign():
    policy = content_policy()
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy and "data:" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "form-action 'self'" in policy


def test_separate_host_of_files_is_for_pictures_only():
    policy = content_policy("https://files.example/x")
    assert "img-src 'self' https://files.example;" in policy
    assert policy.startswith("default-src 'self';")


def test_every_answer_carries_it(client: Client, db: None):
    for path in ("/account/login/", "/offline", "/nowhere-at-all", "/manifest.webmanifest"):
        assert client.get(path)["Content-Security-Policy"] == content_policy(), path
