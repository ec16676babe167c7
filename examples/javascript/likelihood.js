// The log-density of points under a model that `driftwood export --jvp` or `driftwood adopt --jvp` wrote.
//   node likelihood.js MODEL.onnx X,Y [X,Y ...]
import ort from "onnxruntime-node";

const [model, ...points] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model);
const beta = (t) => 0.1 + 19.9 * t; // the variance-preserving SDE that the model's description names

// The probability flow dy/dt = -beta/2 y - sqrt(beta)/2 a(y, t) and its divergence, by the products with (1, 0) and (0, 1).
async function flow(y, t) {
  const twice = new ort.Tensor("float32", [...y, ...y], [2, 2]);
  const v = new ort.Tensor("float32", [1, 0, 0, 1], [2, 2]);
  const { drift, jvp } = await session.run({ x: twice, t: new ort.Tensor("float32", [t, t], [2]), v });
  const velocity = y.map((value, i) => -0.5 * (beta(t) * value + Math.sqrt(beta(t)) * drift.data[i]));
  return { velocity, divergence: -0.5 * (2 * beta(t) + Math.sqrt(beta(t)) * (jvp.data[0] + jvp.data[3])) };
}

// Heun's method from tMin to 1, in steps that grow with t; then the standard normal prior.
async function logLikelihood(y, steps = 400, tMin = 1e-5) {
  let total = 0;
  for (let k = 0; k < steps; k++) {
    const [t, next] = [k, k + 1].map((i) => tMin + (1 - tMin) * (i / steps) ** 2);
    const first = await flow(y, t);
    const second = await flow(y.map((value, i) => value + (next - t) * first.velocity[i]), next);
    y = y.map((value, i) => value + 0.5 * (next - t) * (first.velocity[i] + second.velocity[i]));
    total += 0.5 * (next - t) * (first.divergence + second.divergence);
  }
  return total - 0.5 * y.reduce((sum, value) => sum + value * value + Math.log(2 * Math.PI), 0);
}

for (const point of points) {
  console.log(point, await logLikelihood(point.split(",").map(Number)));
}
