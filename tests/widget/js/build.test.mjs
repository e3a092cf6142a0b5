import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const widget = new URL("../../../qualcase/widget/", import.meta.url);

test("static/coder.js is what the modules give, to the byte: `npm run build` after a change", async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("js/main.js", widget))], bundle: true, format: "esm", charset: "utf8", write: false,
    target: ["chrome105", "firefox115", "safari16.4"], legalComments: "none",
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  });
  const same = outputFiles[0].text === readFileSync(new URL("static/coder.js", widget), "utf8");
  assert.ok(same, "static/coder.js is not what the modules give"); // assert.equal would take minutes over it
});

test("what is built names nothing that a browser would have to fetch, and offers render alone", () => {
  const built = readFileSync(new URL("static/coder.js", widget), "utf8");
  assert.ok(!/^import\s|\bimport\(|https?:\/\//m.test(built), "it would fetch something");
  assert.ok(/export \{\s*main_default as default\s*\};\s*$/.test(built.slice(-200)), "render is not what it exports");
});

test("black and white on every tint, and lines and signs on the page, are readable", () => {
  const paint = readFileSync(new URL("js/paint.js", widget), "utf8");
  const css = readFileSync(new URL("static/coder.css", widget), "utf8");
  const light = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  const shine = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const contrast = (a, b) => (Math.max(shine(a), shine(b)) + 0.05) / (Math.min(shine(a), shine(b)) + 0.05);
  const hsl = (h, s, l) => [0, 8, 4].map((n) => {
    const k = (n + h / 30) % 12;
    return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  });
  const hex = (text) => (text.length === 4 ? [...text.slice(1)].map((c) => c + c) : text.slice(1).match(/../g)).map((c) => parseInt(c, 16) / 255);
  const over = (low, [r, g, b], alpha) => low.map((c, n) => c * (1 - alpha) + [r, g, b][n] / 255 * alpha);
  const hues = Array.from({ length: 360 }, (_, hue) => hue);
  const shades = [...paint.matchAll(/hsl\(\$\{hue\} (\d+)% (\d+)%\)/g)].map(([, s, l]) => [s / 100, l / 100]);
  assert.equal(shades.length, 4);
  const [lightTint, lightLine, darkTint, darkLine] = shades;
  const chosen = [...paint.matchAll(/rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)/g)].map(([, r, g, b, a]) => [[r, g, b], Number(a)]);
  for (const hue of hues) {
    const tint = [hsl(hue, ...lightTint), hsl(hue, ...darkTint)];
    assert.ok(contrast([0, 0, 0], tint[0]) >= 11.3, `black on hue ${hue}`);
    assert.ok(contrast([1, 1, 1], tint[1]) >= 5.8, `white on hue ${hue}`);
    assert.ok(contrast([0, 0, 0], over(tint[0], ...chosen[0])) >= 7, `black on chosen hue ${hue}`);
    assert.ok(contrast([1, 1, 1], over(tint[1], ...chosen[1])) >= 4.5, `white on chosen hue ${hue}`);
  }
  const selection = [...css.matchAll(/::selection \{ background: rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)/g)].map(([, r, g, b, a]) => [[r, g, b], Number(a)]);
  assert.deepEqual(selection, chosen, "what is chosen looks the same with the focus elsewhere");
  const themes = [css.slice(0, css.indexOf('[data-theme="dark"]')), css.slice(css.indexOf('[data-theme="dark"]'))];
  themes.forEach((theme, n) => {
    const colour = (name) => hex(theme.match(new RegExp(`--${name}: (#[0-9a-f]+)`))[1]);
    for (const ground of ["paper", "panel", "press"]) {
      for (const ink of ["ink", "soft", "accent", "wait"]) {
        assert.ok(contrast(colour(ink), colour(ground)) >= 4.5, `${ink} on ${ground}, theme ${n}: ${contrast(colour(ink), colour(ground))}`);
      }
      for (const hue of hues) {
        assert.ok(contrast(hsl(hue, ...(n ? darkLine : lightLine)), colour(ground)) >= 3, `line of hue ${hue} on ${ground}, theme ${n}: ${contrast(hsl(hue, ...(n ? darkLine : lightLine)), colour(ground))}`);
      }
    }
    assert.ok(contrast(colour("on-accent"), colour("accent")) >= 4.5);
    assert.ok(contrast(colour("alarm"), colour("alarm-paper")) >= 4.5);
  });
});
