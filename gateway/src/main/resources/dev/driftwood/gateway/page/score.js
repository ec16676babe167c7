// Scores images and points, and keeps a table of what came out.

import { base64, stream } from "./api.js";
import * as failure from "./failure.js";
import { fit } from "./picture.js";

const form = document.querySelector("#score");
const drop = document.querySelector("#drop");
const files = document.querySelector("#files");
const status = document.querySelector("#score-status");
const trouble = document.querySelector("#score-failure");
const table = document.querySelector("#scores");

let model;
let waiting = Promise.resolve();

/** Connects the form. */
export function begin() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.points) scorePoint(Number(form.elements.x.value), Number(form.elements.y.value));
  });
  files.addEventListener("change", () => {
    scoreFiles(files.files);
    files.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    scoreFiles(event.dataTransfer.files);
  });
}

/** Scores by another model from now on. */
export function show(chosen) {
  model = chosen;
  failure.clear(trouble);
  status.textContent = "";
  table.tBodies[0].replaceChildren();
  table.hidden = true;
  document.querySelector("#score-kind").textContent = model.points ? "a point" : "an image";
  document.querySelector("#score-unit").textContent = model.points ? "ln p" : "bits/dim";
  if (model.points) return;
  const [channels, height, width] = model.shape;
  document.querySelector("#fit").textContent = `They are fitted to ${width} × ${height} pixels, ${channels === 1 ? "grey" : "in colour"}.`;
}

/** Scores a picture as it is, not inverted. */
export function scoreImage(file, name) {
  failure.clear(trouble);
  return scoreAll([{ file, name, inverted: false }]);
}

/** Scores a place in the plane. */
export function scorePoint(x, y) {
  form.elements.x.value = x.toFixed(3);
  form.elements.y.value = y.toFixed(3);
  failure.clear(trouble);
  const values = new Uint8Array(new Float32Array([x, y]).buffer);
  const name = `(${x.toFixed(3)}, ${y.toFixed(3)})`;
  return queue([{ name, image: { shape: [2], float32: base64(values) } }]);
}

function scoreFiles(list) {
  failure.clear(trouble);
  const inverted = document.querySelector("#invert").checked;
  return scoreAll(Array.from(list, (file) => ({ file, name: file.name, inverted })));
}

async function scoreAll(pictures) {
  const items = [];
  for (const { file, name, inverted } of pictures) {
    try {
      const { canvas, levels } = await fit(file, model.shape, inverted);
      items.push({ name, canvas, image: { shape: model.shape, uint8: base64(levels) } });
    } catch {
      failure.show(trouble, new Error(`${name} is no picture that this browser can read.`));
    }
  }
  return items.length ? queue(items) : undefined;
}

/** One call at a time. */
function queue(items) {
  const scorer = model;
  const rows = items.map((item) => addRow(item));
  waiting = waiting.then(() => score(scorer, items, rows));
  return waiting;
}

function plan(scorer) {
  if (scorer.calibrated) return { model: { version: scorer.version }, anomaly: true };
  const how = scorer.points ? { exactTrace: true } : { solver: "unipc", evaluations: 20, probes: 8 };
  return { model: { version: scorer.version }, method: "ode", ...how };
}

async function score(scorer, items, rows) {
  status.textContent = items.length > 1 ? `Scoring ${items.length} images …` : "Scoring …";
  const body = { plan: plan(scorer), images: items.map((item, i) => ({ id: String(i), image: item.image })) };
  try {
    for await (const result of stream(`v1/models/${encodeURIComponent(scorer.name)}:score`, body)) {
      fill(rows[Number(result.id)], result, scorer);
    }
    status.textContent = "";
  } catch (problem) {
    status.textContent = "";
    rows.filter((row) => row.classList.contains("waiting")).forEach((row) => row.remove());
    table.hidden = !table.tBodies[0].rows.length;
    failure.show(trouble, problem, () => {
      failure.clear(trouble);
      queue(items);
    });
  }
}

function addRow(item) {
  const row = table.tBodies[0].insertRow(0);
  row.className = "waiting";
  const picture = row.insertCell();
  if (item.canvas) {
    item.canvas.className = "thumb";
    item.canvas.setAttribute("role", "img");
    item.canvas.setAttribute("aria-label", `What was scored of ${item.name}`);
    picture.append(item.canvas);
  }
  const name = row.insertCell();
  name.className = "name";
  name.textContent = item.name;
  row.insertCell().textContent = "…";
  row.insertCell().className = "of-anomalies";
  table.hidden = false;
  return row;
}

function fill(row, result, scorer) {
  row.classList.remove("waiting");
  const cell = row.cells[2];
  if (!result.ok) {
    cell.className = "wrong";
    cell.textContent = result.error || "could not be scored";
    return;
  }
  cell.className = "number";
  const value = scorer.points ? result.logLikelihoodNats : result.bitsPerDim;
  const bar = result.stdErrorBpd ? ` ± ${result.stdErrorBpd.toFixed(4)}` : "";
  cell.textContent = `${value.toFixed(4)}${scorer.points ? "" : bar}`;
  const more = document.createElement("small");
  more.textContent = scorer.points ? `${result.nfe} evaluations` : `${result.logLikelihoodNats.toFixed(1)} nats, ${result.nfe} evaluations`;
  cell.append(more);
  if (result.anomaly) judge(row.cells[3], result.anomaly);
}

function judge(cell, anomaly) {
  const verdict = document.createElement("span");
  const rare = anomaly.pValue < 0.01;
  verdict.className = rare ? "verdict rare" : "verdict";
  verdict.textContent = `p = ${anomaly.pValue.toPrecision(2)}`;
  const more = document.createElement("small");
  more.textContent = `${rare ? "unlike the reference" : "like the reference"}; score ${anomaly.score.toFixed(2)}`;
  cell.append(verdict, more);
}
