"""The picture that messages show beside a link is that of the rings as they are today."""

import base64

import picture

# The share of the bytes of two pictures that differ by more than browsers do at the edge of a line.
DIFFER = """async (both) => {
    const [one, other] = await Promise.all(both.map(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height).data;
    }));
    if (one.length !== other.length) return 1;
    return one.filter((value, i) => Math.abs(value - other[i]) > 60).length / one.length;
}"""


def test_the_picture_shows_the_rings_of_today_and_is_light_enough_for_every_messenger(browser, page, site):
    kept = picture.RINGS.read_bytes()
    again = picture.rings(browser, (site / "assets/rings.svg").read_text(encoding="utf-8"))
    assert page.evaluate(DIFFER, [base64.b64encode(one).decode() for one in (kept, again)]) < 0.002
    assert len(kept) < 300_000, "Expected: at most 300 KB, the least that a messenger is known to take"
