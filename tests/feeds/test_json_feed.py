import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.feeds.parse import read_json_feed

URL = "https://veer.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def text_of(**fields: object) -> str:
    return json.dumps({"version": VERSION, "title": "Veer", **fields})


def test_other_json_is_no_feed() -> None:
    assert read_json_feed("{}", URL) is None
    assert read_json_feed("[]", URL) is None
    assert read_json_feed('{"version": "2.0", "items": []}', URL) is None
    assert read_json_feed('{"items": [', URL) is None


def test_a_feed_without_items_is_empty() -> None:
    feed = read_json_feed(text_of(items=[]), URL)

    assert feed is not None
    assert feed.items == ()


def test_a_feed_that_breaks_off_gives_the_items_that_are_whole() -> None:
    text = text_of(items=[{"id": str(n), "title": "Een\n{[twee]}"} for n in range(5)])

    feed = read_json_feed(text[: text.index('"id": "3"') + 4], URL)

    assert feed is not None
    assert feed.title == "Veer"
    assert [item.key for item in feed.items] == ["0", "1", "2"]


def test_a_picture_is_taken_if_it_can_be_shown() -> None:
    attached = [
        {"url": "a.mp3", "mime_type": "audio/mpeg"},
        {"url": "a", "mime_type": "image/avif"},
        {"url": "b", "mime_type": "image/jpeg"},
    ]
    items = [
        {"id": "1", "image": "a.jpg", "banner_image": "b.jpg"},
        {"id": "2", "image": "a.avif", "banner_image": "b.jpg"},
        {"id": "3", "attachments": attached},
        {"id": "4", "image": "spacer.gif", "content_html": "<img src=https://x.nl/c.jpg>"},
    ]

    feed = read_json_feed(text_of(items=items), "https://x.nl/")

    assert feed is not None
    addresses = [f"https://x.nl/{name}" for name in ("a.jpg", "b.jpg", "b", "c.jpg")]
    assert [item.image_url for item in feed.items] == addresses


def test_half_a_surrogate_pair_does_not_reach_the_store() -> None:
    feed = read_json_feed(text_of(items=[{"id": "a\ud800", "title": "\ud83d b"}]), URL)

    assert feed is not None
    assert (feed.items[0].key, feed.items[0].title) == ("a", "b")


def test_numbers_beyond_measure_are_survived() -> None:
    text = text_of(items=[]).replace("[]", '[{"id": ' + "9" * 10_000 + "}]")

    feed = read_json_feed(text, URL)

    assert feed is not None
    assert feed.items == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["id", "url", "title", "authors", "author", "name", "items",
                                 "content_html", "content_text", "date_published", "image"]),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)  # fmt: skip
def test_values_of_the_wrong_kind_count_as_absent(value: object) -> None:
    feed = read_json_feed(text_of(items=[value, {"id": value, "authors": value}]), URL)

    assert feed is not None
    assert all(item.key and isinstance(item.title, str) for item in feed.items)
