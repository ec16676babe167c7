// Looks at the gateway's page in Chromium:  node browser.mjs URL FOLDER-FOR-SCREENSHOTS
// Needs playwright-core, and a server with --max-calls 1 and the models mnist and swissroll and a broken one, aaa.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [url, folder] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "chromium-"));
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: quiet,
  viewport: { width: 1180, height: 860 },
  colorScheme: "light",
});

const page = context.pages()[0] ?? (await context.newPage());
page.setDefaultTimeout(60_000);
const complaints = [];
page.on("pageerror", (error) => complaints.push(error.message));
page.on("console", (message) => {
  // A refusal is an answer, of which Chromium makes a note.
  const refused = /status of (400|404|429|504)/.test(message.text());
  if (message.type() === "error" && !refused) complaints.push(message.text());
});
const shot = (name) => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
const field = (name) => page.locator(`#draw [name=${name}]`);

async function draw(model, fields) {
  await page.locator("#model").selectOption({ label: model });
  await page.locator(`#facts:has-text("${model.startsWith("mnist") ? "images" : "points"}")`).waitFor();
  for (const [name, value] of Object.entries(fields)) {
    if (["label", "sampler"].includes(name)) await field(name).selectOption(value);
    else await field(name).fill(value);
  }
  await page.locator("#start").click();
}

async function finished() {
  await page.locator("#draw-status", { hasText: "network evaluations" }).waitFor();
  await page.locator("#start:enabled").waitFor();
}

/** One that can't be served is shown, with the reason, and can't be chosen. */
async function showsWhatIsBroken() {
  const broken = page.locator("#model option", { hasText: "aaa" });
  await broken.waitFor({ state: "attached" });
  assert.match(await broken.textContent(), /\(broken\)/);
  assert.equal(await broken.isDisabled(), true);
  assert.notEqual(await broken.getAttribute("title"), "");
  await page.locator("#facts:has-text('SDE')").waitFor();
}

async function drawsDigits() {
  await draw("mnist 1", { count: "16", steps: "8", label: "all", seed: "3" });
  await page.locator(".tile img").first().waitFor();
  await shot("1-drawing");
  await finished();
  assert.equal(await page.locator(".tile.done img").count(), 16);
  assert.match(await page.locator("#draw-status").textContent(), /^16 samples, 128 network evaluations/);
  const picture = await page.locator(".tile.done img").first().evaluate((image) => [image.naturalWidth, image.naturalHeight]);
  assert.deepEqual(picture, [28, 28]);
}

/** Drops two files: a picture of a digit and one that is no picture. */
async function scoresWhatIsDropped() {
  await page.evaluate(async () => {
    const digit = await (await fetch(document.querySelector(".tile.done img").src)).blob();
    const dropped = new DataTransfer();
    dropped.items.add(new File([digit], "digit.png", { type: "image/png" }));
    dropped.items.add(new File(["nothing"], "broken.png", { type: "image/png" }));
    document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
  });
  await page.locator("#scores td.number").first().waitFor();
  const score = await page.locator("#scores td.number").first().textContent();
  assert.match(score, /^-?\d+\.\d{4} ± \d\.\d{4}/);
  assert.match(await page.locator("#score-failure").textContent(), /broken\.png is no picture/);
  console.log(`digit.png: ${score.match(/^\S+ ± \d\.\d{4}/)} bits/dim`);
  await page.locator(".tile.done img").nth(1).click();
  await page.locator("#scores tbody tr", { hasText: "sample 1" }).locator("td.number").waitFor();
  await shot("2-scored");
}

async function saysWhatIsWrong() {
  await draw("mnist 1", { count: "4", steps: "8", sampler: "fitted" });
  const failure = page.locator("#draw-failure");
  await failure.waitFor();
  assert.match(await failure.textContent(), /This can.t be asked for.*no fitted solver/s);
  assert.equal(await field("sampler").getAttribute("aria-invalid"), "true");
  await shot("3-wrong");
}

/** One long call takes the only place. */
async function triesAgainWhenToldTo() {
  await draw("mnist 1", { count: "4", steps: "8" });
  await finished();
  await page.evaluate(async () => {
    window.occupied = new AbortController();
    // A machine that was measured as slow refuses the longest.
    for (const count of [200, 40, 8]) {
      const path = `v1/models/swissroll:sample?count=${count}&steps=10000&sampler=euler`;
      if ((await fetch(path, { method: "POST", signal: window.occupied.signal })).ok) break;
    }
  });
  await page.locator("#start").click();
  const failure = page.locator("#draw-failure");
  await failure.waitFor();
  assert.match(await failure.textContent(), /The server is busy.*Try again in 1 s/s);
  await shot("4-busy");
  await page.evaluate(() => window.occupied.abort());
  // The place is free a moment after its holder has left.
  for (let tries = 0; (await failure.isVisible()) && tries < 5; tries++) {
    await failure.locator("button:enabled").click();
    await page.locator("#start:enabled").waitFor();
  }
  await finished();
  assert.equal(await failure.isVisible(), false);
}

async function drawsPoints() {
  await draw("swissroll 1", { count: "400", steps: "12", seed: "1" });
  await finished();
  await page.locator("#plot").click({ position: { x: 300, y: 200 } });
  await page.locator("#scores td.number").first().waitFor();
  const colors = await page.locator("#plot").evaluate((plot) => {
    const pixels = plot.getContext("2d").getImageData(0, 0, plot.width, plot.height).data;
    return new Set(new Uint32Array(pixels.buffer)).size;
  });
  assert.ok(colors > 10, `colours of the plot: ${colors}`);
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("5-points");
}

async function cancels() {
  await draw("swissroll 1", { count: "5000", steps: "10000" });
  await page.locator("#draw-status", { hasText: "Drawing" }).waitFor();
  await page.locator("#cancel").click();
  await page.locator("#draw-status", { hasText: "Cancelled." }).waitFor();
}

async function fitsAPhone() {
  await page.setViewportSize({ width: 390, height: 844 });
  await draw("mnist 1", { count: "12", steps: "8", label: "7", guidance: "2" });
  await finished();
  await shot("6-phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(wide, false, "the page is wider than the screen");
}

try {
  await page.goto(url);
  for (const look of [showsWhatIsBroken, drawsDigits, scoresWhatIsDropped, saysWhatIsWrong, triesAgainWhenToldTo, drawsPoints, cancels, fitsAPhone]) {
    const begin = Date.now();
    await look();
    console.log(`${look.name}: ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  assert.deepEqual(complaints, []);
} catch (error) {
  await shot("failed");
  console.error(complaints.join("\n"));
  throw error;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
