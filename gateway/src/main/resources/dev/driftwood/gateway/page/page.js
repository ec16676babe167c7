// The page: picks a model and gives it to its two halves.

import { Failure, authorize, get } from "./api.js";
import * as draw from "./draw.js";
import * as failure from "./failure.js";
import * as score from "./score.js";

const select = document.querySelector("#model");
const facts = document.querySelector("#facts");
const token = document.querySelector("#token");
const trouble = document.querySelector("#trouble");

draw.begin(score.scoreImage, score.scorePoint);
score.begin();
select.addEventListener("change", () => attempt(choose));
token.addEventListener("change", () => {
  authorize(token.value);
  attempt(list);
});
attempt(list);

async function attempt(task) {
  failure.clear(trouble);
  try {
    await task();
  } catch (problem) {
    facts.textContent = "";
    failure.show(trouble, problem, () => attempt(task));
  }
}

async function list() {
  const models = [];
  let next = "";
  do {
    const page = await get(`v1/models?pageToken=${encodeURIComponent(next)}`);
    models.push(...page.models);
    next = page.nextPageToken;
  } while (next);
  select.replaceChildren(...models.map(option));
  select.disabled = !models.length;
  const served = [...select.options].find((offered) => !offered.disabled);
  if (served) {
    served.selected = true;
    await choose();
  } else if (models.length) {
    facts.textContent = "";
    const soon = models.some(({ state }) => state === "MODEL_STATE_LOADING");
    const details = soon ? [{ retryDelay: "2s" }] : [];
    throw new Failure({ message: models.map(unserved).join("; "), status: "UNAVAILABLE", details });
  } else {
    facts.textContent = "This server has no models.";
  }
}

const unready = { MODEL_STATE_LOADING: "loading", MODEL_STATE_BROKEN: "broken" };

/** One that is not served can be seen, and why, but not chosen. */
function option({ name, version, state, problem }) {
  const offered = new Option(`${name} ${version}`.trim(), JSON.stringify({ name, version }));
  if (unready[state]) {
    offered.disabled = true;
    offered.textContent += ` (${unready[state]})`;
    offered.title = problem;
  }
  return offered;
}

function unserved({ name, state, problem }) {
  return `${name} is ${unready[state]}${problem ? `: ${problem}` : ""}`;
}

async function choose() {
  const chosen = select.value;
  const { name, version } = JSON.parse(chosen);
  facts.textContent = "";
  const answer = await get(`v1/models/${encodeURIComponent(name)}?model.version=${version}`);
  // Another was chosen meanwhile.
  if (chosen !== select.value) return;
  if (!answer.descriptionJson) {
    throw new Failure({ message: `${name} ${version} is not served: ${answer.summary.problem || "it is being loaded"}`, status: "UNAVAILABLE" });
  }
  const description = JSON.parse(answer.descriptionJson);
  const model = {
    name,
    version,
    shape: description.shape,
    points: description.data.kind === "points",
    labels: description.labels,
    calibrated: answer.calibrated,
    samplers: answer.samplers,
    maxSteps: answer.limits.maxSteps,
  };
  const plane = model.points && model.shape[0] === 2;
  const kinds = { points: plane, images: !model.points, labels: !!model.labels, anomalies: model.calibrated };
  for (const [kind, on] of Object.entries(kinds)) document.body.classList.toggle(kind, !!on);
  facts.textContent = told(model, description, answer);
  draw.show(model);
  score.show(model);
}

function told(model, description, answer) {
  const size = model.points ? `points in ${model.shape[0]} dimensions` : `images of ${model.shape.slice(1).reverse().join(" × ")} pixels`;
  const classes = model.labels ? `, ${model.labels.count} classes` : "";
  return `${size}${classes}; SDE ${description.sde.type}; ${answer.summary.digest.slice(0, 12)}`;
}
