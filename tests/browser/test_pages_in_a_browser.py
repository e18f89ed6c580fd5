"""The pages as people meet them: in a browser, light and dark, wide and narrow, with keyboard, without script."""

import pytest

from db.site.writing import write_pages

pytestmark = pytest.mark.browser

PAGES = {
    "front": "/",
    "articles": "/articles",
    "reader": "/reader/savannah-ledger/ledger-2026.jsonl%231",
    "page with navigation": "/reader/adria-post/2026-02-15-trieste-waits-for-a-ship.html",
    "corrected": "/reader/harbour-courier/2026-02-24-captain-was-alone-on-the-bridge.txt",
    "German": "/reader/hansa-chronicle/2026-02-20-frachter-meldet-sich.html",
    "names": "/names",
    "entity": "/entity/person:pavel-dvornik",
    "runs": "/runs",
    "search": "/search?q=oysters",
    "nothing found": "/search?q=unicorns",
    "tables": "/data",
    "table": "/data/articles?_facet=source_name&language=en",
    "row": "/data/articles/1",
    "question": "/data/who-meets-whom",
    "own question": "/data?sql=select+title+from+articles",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_each_page_is_accessible_and_fits_its_screen(look, path):
    check(look(path))


@pytest.mark.parametrize("name", ["front", "corrected", "entity", "runs", "search", "table", "question"])
def test_so_is_each_kind_of_page_in_the_dark_and_on_a_phone(look, name):
    check(look(PAGES[name], dark=True, narrow=True))


def check(page):
    """No violation of axe's rules, nothing that has to be scrolled sideways, and the marks to find one's way by."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.locator("h1").count() == 1
    assert page.get_by_role("main").count() == 1


def test_from_the_front_to_a_correction(look):
    page = look("/")
    page.get_by_role("link", name="Yusuf al-Karim").click()
    assert "Yusuf al-Karim" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Captain was alone on the bridge").first.click()
    assert page.locator("del", has_text="Never miss a story").is_visible()
    page.get_by_role("link", name="What changed from 1 to 2").click()
    assert page.locator("del", has_text="Libya").is_visible()
    assert page.locator("ins", has_text="Lebanon").first.is_visible()
    page.get_by_role("link", name="Back to the article").click()
    assert page.get_by_role("complementary").get_by_role("link", name="Tripoli").count() == 2


def test_search_by_typing(look):
    page = look("/")
    page.get_by_label("Search titles and texts").fill('"brass band"')
    page.keyboard.press("Enter")
    assert "2 articles" in page.get_by_role("status").inner_text()
    assert page.locator("mark").first.inner_text().lower() in ("brass band", "brass")
    page.get_by_role("link", name="Port toasts").click()
    assert "four hundred oysters" in page.locator("h1").inner_text()


def test_dark_is_dark_and_light_is_light(look):
    def lightness(dark):
        colour = look("/", dark=dark).evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.strip("rgb()").split(","))

    assert lightness(True) < 150 < 600 < lightness(False)


def test_with_the_keyboard_alone(look):
    page = look(PAGES["corrected"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    name = page.locator("a.name.person").first
    name.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "Yusuf al-Karim · person" in name.evaluate("e => getComputedStyle(e, '::after').content")
    assert name.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_removed_text_can_be_put_out_of_sight_without_script(look):
    page = look(PAGES["corrected"], script=False)
    gone = page.locator("del", has_text="Never miss a story")
    assert gone.is_visible()
    page.get_by_label("Hide what was removed").check()
    assert not gone.is_visible()
    folded = look(PAGES["page with navigation"], script=False)
    folded.locator("summary", has_text="lines removed here").first.click()
    assert folded.locator("del", has_text="Coffee").is_visible()


def test_pictures_have_words_and_figures(look):
    page = look("/")
    picture = page.get_by_role("img", name="Articles over time", exact=True)
    assert picture.count() == 1
    page.locator("summary", has_text="The figures as a table").first.click()
    assert page.get_by_role("rowheader", name="13 February 2026").first.is_visible()


def test_files_work_from_a_disk(look, demo_engine, tmp_path):
    write_pages(demo_engine, tmp_path)
    page = look("/index.html", host=tmp_path.as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.brand')).fontWeight") == "600"
    page.get_by_role("link", name="Pavel Dvornik").click()
    page.get_by_role("link", name="Grain exchange suspends its commissioner").first.click()
    assert "Grain exchange" in page.locator("h1").inner_text()
    assert page.locator("header a.brand").get_attribute("href") == "../index.html"
