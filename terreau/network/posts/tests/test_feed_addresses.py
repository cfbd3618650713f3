import pytest

from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def test_a_tag_is_found_however_it_is_written(alice, space, signed_in):
    actions.publish(alice, space=space, body="<p>Vitrage #Été</p>")
    browser = signed_in(alice)
    answer = browser.get("/tags/Été?before=")
    assert (answer.status_code, answer["Location"]) == (301, "/tags/ete?before=")
    assert "Vitrage" in browser.get("/tags/ÉTÉ", follow=True).content.decode()


@pytest.mark.parametrize("base", ["home", "space"])
def test_a_filter_keeps_the_order(alice, space, signed_in, base):
    actions.publish(alice, space=space, body="<p>Vitrage</p>")
    browser = signed_in(alice)
    path = "/" if base == "home" else browser.get(f"/spaces/{space.key}", follow=True).request["PATH_INFO"]
    page = browser.get(f"{path}?order=active", follow=True).content.decode()
    assert f'href="{path}?only=unread&amp;order=active"' in page and f'href="{path}?order=active"' in page
    page = browser.get(path, follow=True).content.decode()
    assert f'href="{path}?only=unread"' in page and f'href="{path}"' in page
