"""Take the pictures of the tour anew from the example study: `python docs/make_pictures.py`.

Needs Chromium, Pillow (it comes with matplotlib) to make the pictures small, and Playwright to code by hand in one.
"""

import argparse
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import qualcase as qc
from qualcase._kernel.shipped import shipped

HERE = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MOST = 150_000  # bytes of a picture
WIDE, HIGH = 1280, 800  # of coding by hand
# name: section of the report ("" the page from its top), language, width, top, height
PICTURES = {
    "report": ("", "en", 1240, 0, 760),
    "report-id": ("", "id", 1240, 0, 760),
    "people": ("people", "en", 1000, 0, 760),
    "displays": ("displays", "en", 1000, 0, 620),
    "displays-id": ("displays", "id", 1000, 0, 620),
    "triangulation": ("triangulation", "en", 1080, 0, 820),
    "triangulation-id": ("triangulation", "id", 1080, 0, 820),
    "claims": ("claims", "en", 1000, 0, 720),
    "transcripts": ("transcripts", "en", 1080, 2400, 640),
}
ONLY = (
    "<style>main section:not(#{id}):not(:has(#{id})):not(#{id} section){{display:none!important}}"
    "body>nav,body>header,main>header,main>nav{{display:none!important}}main{{grid-column:1/-1}}</style></head>"
)


def shoot(browser: str, page: Path, picture: Path, width: int, top: int, height: int) -> None:
    """Take a picture of a page from a height down."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--force-color-profile=srgb", f"--user-data-dir={profile}", f"--window-size={width},{top + height}",
                f"--screenshot={picture}", page.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    shrink(picture, (0, top, width, top + height))


def shrink(picture: Path, box: tuple[int, int, int, int], *, colours: int = 64) -> None:
    """Cut a picture to a box, in no more than so many colours."""
    from PIL import Image

    with Image.open(picture) as taken:
        small = taken.convert("RGB").crop(box).quantize(colours, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)
    size = picture.stat().st_size
    if size > MOST:
        raise SystemExit(f"{picture} has {size} bytes, more than {MOST}: make it smaller in PICTURES.")
    print(f"{picture}  {size // 1000} kB")


def code_by_hand(browser: str, folder: Path, lang: str, picture: Path) -> None:
    """Take a picture of coding by hand, with words chosen and coded."""
    from playwright.sync_api import sync_playwright

    from qualcase.widget.local import page_of

    with qc.open(folder / f"{lang}.qualcase", coder="budi") as case, sync_playwright() as driver:
        case.add(shipped("corpus") / "omah-kreteg")
        server = page_of(case, source="SM-01", coder="budi", lang=lang, blind=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDE, "height": HIGH})
        page.goto(server.link())
        page.wait_for_selector(".qc-turn")
        page.get_by_text("Takut. Takut dimintain duit.").scroll_into_view_if_needed()
        page.get_by_text("Takut. Takut dimintain duit.").click()
        page.wait_for_timeout(400)
        page.screenshot(path=str(picture))
        chromium.close()
        server.session.close()
        server.shutdown()
        server.server_close()
    shrink(picture, (0, 0, WIDE, HIGH), colours=200)


def main() -> None:
    """Write the report in both languages, and take a picture of each part."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("--browser", default=next(filter(None, map(shutil.which, BROWSERS)), ""))
    browser = known.parse_args().browser
    if not browser:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}, or name yours with --browser.")
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case = qc.open(shipped("corpus") / "omah-kreteg")
        pages = {
            lang: case.report(Path(folder) / lang, lang=lang).page.read_text(encoding="utf-8") for lang in ("en", "id")
        }
        for name, (section, lang, width, top, height) in PICTURES.items():
            if section and f'id="{section}"' not in pages[lang]:
                raise SystemExit(f"the report has no section {section!r}: correct PICTURES.")
            page = Path(folder) / f"{name}.html"
            text = pages[lang].replace("</head>", ONLY.format(id=section), 1) if section else pages[lang]
            page.write_text(text, encoding="utf-8")
            shoot(browser, page, HERE / f"{name}.png", width, top, height)
        for lang, name in (("en", "coding"), ("id", "coding-id")):
            code_by_hand(browser, Path(folder), lang, HERE / f"{name}.png")


if __name__ == "__main__":
    main()
