// Draws samples and shows them on their way.

import { Failure, floats, stream } from "./api.js";
import * as failure from "./failure.js";
import { Plot } from "./plot.js";

const PREVIEWS = 12;
const USUAL_SAMPLER = "dpm-solver++";

const form = document.querySelector("#draw");
const start = document.querySelector("#start");
const cancel = document.querySelector("#cancel");
const progress = document.querySelector("#progress");
const status = document.querySelector("#draw-status");
const trouble = document.querySelector("#draw-failure");
const grid = document.querySelector("#grid");
const canvas = document.querySelector("#plot");

let model;
let plot;
let running;
let scoreImage;

/** Connects the form; samples that are clicked on go to `image`, places in the plane to `point`. */
export function begin(image, point) {
  scoreImage = image;
  plot = new Plot(canvas, (x, y) => {
    plot.mark([x, y]);
    point(x, y);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    draw();
  });
  cancel.addEventListener("click", () => running?.abort());
  document.querySelector("#another").addEventListener("click", () => {
    form.elements.seed.value = String(crypto.getRandomValues(new Uint32Array(1))[0]);
    if (!running) form.requestSubmit();
  });
}

/** Offers what a model can do. */
export function show(chosen) {
  running?.abort();
  model = chosen;
  reset();
  status.textContent = "";
  failure.clear(trouble);
  const usual = model.samplers.includes(USUAL_SAMPLER) ? USUAL_SAMPLER : model.samplers[0];
  form.elements.sampler.replaceChildren(...model.samplers.map((name) => new Option(name, name, name === usual, name === usual)));
  form.elements.count.value = model.points ? 400 : 16;
  form.elements.count.max = model.points ? 5000 : 400;
  form.elements.steps.max = model.maxSteps;
  form.elements.label.replaceChildren(...labels().map(([text, value]) => new Option(text, value)));
}

function labels() {
  if (!model.labels) return [];
  const { count, nullLabel, names } = model.labels;
  const classes = Array.from({ length: count }, (_, k) => [names?.[k] ?? `class ${k}`, String(k)]);
  const any = nullLabel === undefined ? [] : [["any", ""]];
  return [["each in turn", "all"], ...any, ...classes];
}

function reset() {
  grid.replaceChildren();
  plot.clear();
  canvas.hidden = !model.points;
}

function request() {
  const field = (name) => form.elements[name].value.trim();
  const steps = field("steps") ? { steps: Number(field("steps")) } : {};
  return {
    model: { version: model.version },
    count: field("count"),
    sampler: field("sampler"),
    ...steps,
    ...(model.labels && label(field("label"))),
    ...(model.labels && field("guidance") && { guidance: Number(field("guidance")) }),
    seed: field("seed"),
    format: model.points ? "IMAGE_FORMAT_FLOAT32" : "IMAGE_FORMAT_PNG",
    previewEvery: steps.steps ? Math.max(1, Math.round(steps.steps / PREVIEWS)) : 5,
  };
}

function label(value) {
  if (value === "all") return { labels: Array.from({ length: model.labels.count }, (_, k) => k) };
  return value === "" ? {} : { label: Number(value) };
}

async function draw() {
  if (running) return;
  const mine = new AbortController();
  running = mine;
  prepare();
  try {
    let summary;
    for await (const event of stream(`v1/models/${encodeURIComponent(model.name)}:sample`, request(), mine.signal)) {
      summary = take(event) ?? summary;
    }
    if (!summary) throw new Failure({ message: "The answer ended early.", status: "UNAVAILABLE" });
    status.textContent = told(summary);
  } catch (problem) {
    end(problem, mine.signal.aborted);
  } finally {
    running = undefined;
    start.disabled = false;
    cancel.disabled = true;
    progress.hidden = true;
  }
}

function prepare() {
  reset();
  failure.clear(trouble);
  for (const field of form.elements) field.removeAttribute("aria-invalid");
  start.disabled = true;
  cancel.disabled = false;
  progress.hidden = false;
  progress.removeAttribute("value");
  status.textContent = "Waiting for the server …";
}

function take(event) {
  if (event.accepted) {
    status.textContent = "Drawing …";
    if (!model.points) tiles(Number(event.accepted.plan.count));
  } else if (event.progress) {
    const total = Number(event.progress.evaluationsTotal);
    if (total) progress.value = Number(event.progress.evaluationsDone) / total;
  } else if (event.preview) {
    put(event.preview, false);
  } else if (event.sample) {
    put(event.sample, event.sample.outcome === "ROW_OUTCOME_DONE");
  }
  return event.summary;
}

function tiles(count) {
  for (let i = 0; i < count; i++) {
    const tile = document.createElement("div");
    tile.className = "tile";
    tile.setAttribute("role", "listitem");
    grid.append(tile);
  }
}

function put(sent, done) {
  const row = Number(sent.row);
  if (model.points) {
    if (sent.image.float32) plot.put(row, floats(sent.image.float32), done);
    return;
  }
  const tile = grid.children[row];
  if (!tile) return;
  tile.classList.toggle("done", done);
  if (!sent.image.png) {
    tile.classList.add("failed");
    tile.textContent = outcome(sent.outcome);
    return;
  }
  const picture = tile.querySelector("img") ?? tile.appendChild(new Image());
  picture.src = `data:image/png;base64,${sent.image.png}`;
  picture.alt = done ? `Sample ${row}` : `Preview of sample ${row}`;
  if (done) offer(tile, picture, row);
}

function offer(tile, picture, row) {
  picture.tabIndex = 0;
  picture.title = "Score this sample";
  const score = async () => scoreImage(await (await fetch(picture.src)).blob(), `sample ${row}`);
  picture.addEventListener("click", score);
  picture.addEventListener("keydown", (event) => event.key === "Enter" && score());
}

function outcome(name) {
  return String(name).replace("ROW_OUTCOME_", "").replaceAll("_", " ").toLowerCase();
}

function told(summary) {
  const failed = Number(summary.failedRows);
  const seconds = (Number(summary.milliseconds) / 1000).toFixed(1);
  return `${summary.rows} samples, ${summary.evaluations} network evaluations, ${seconds} s${failed ? `; ${failed} failed` : ""}`;
}

function end(problem, aborted) {
  if (aborted) {
    status.textContent = "Cancelled.";
    return;
  }
  status.textContent = "";
  failure.show(trouble, problem, () => form.requestSubmit());
  for (const path of problem.fields ?? []) form.elements[path]?.setAttribute?.("aria-invalid", "true");
}
