// Samples and log-likelihoods from a Driftwood server, by Node. A call that the server pushes back is made again when the
// server says, by gRPC itself.
//   node client.js HOST:PORT list
//   node client.js HOST:PORT sample MODEL COUNT OUT [SEED [LABEL]]   OUT is a folder for PNGs, or a file .npy
//   node client.js HOST:PORT score MODEL ITEMS.npy [PROBES]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const seconds = Number(process.env.TIMEOUT ?? 300);
const retries = {
  loadBalancingConfig: [],
  methodConfig: [{
    name: [{ service: "driftwood.v1.DriftwoodService" }],
    retryPolicy: {
      maxAttempts: 5,
      initialBackoff: "0.5s",
      maxBackoff: "10s",
      backoffMultiplier: 2,
      retryableStatusCodes: ["UNAVAILABLE", "RESOURCE_EXHAUSTED"],
    },
  }],
};

const loaded = loader.loadSync("driftwood/v1/driftwood.proto", { includeDirs: ["."], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
const { DriftwoodService } = grpc.loadPackageDefinition(loaded).driftwood.v1;

const usage = `usage: node client.js HOST:PORT list
       node client.js HOST:PORT sample MODEL COUNT OUT [SEED [LABEL]]
       node client.js HOST:PORT score MODEL ITEMS.npy [PROBES]`;
const [server, command, ...words] = process.argv.slice(2);
const needed = { list: 0, sample: 3, score: 2 };
if (!Object.hasOwn(needed, command ?? "") || words.length < needed[command]) {
  console.error(usage);
  process.exit(2);
}
const service = new DriftwoodService(server, grpc.credentials.createInsecure(), {
  "grpc.service_config": JSON.stringify(retries),
  "grpc.max_receive_message_length": 64 << 20,
});
const within = () => ({ deadline: Date.now() + 1000 * seconds });

async function list() {
  let pageToken = "";
  do {
    const page = await new Promise((resolve, reject) =>
      service.ListModels({ page_token: pageToken }, within(), (error, answer) => (error ? reject(error) : resolve(answer))));
    for (const { name, version, shape, digest, state, problem } of page.models) {
      console.log([name, version || "-", shape.join("x") || "-", digest || "-", state.replace("MODEL_STATE_", "").toLowerCase(), problem].join(" ").trim());
    }
    pageToken = page.next_page_token;
  } while (pageToken);
}

async function sample(name, count, out, seed = "0", label = undefined) {
  const npy = out.endsWith(".npy");
  const format = npy ? "IMAGE_FORMAT_FLOAT32" : "IMAGE_FORMAT_PNG";
  const request = { model: { name }, count, sampler: "heun", steps: 20, seed, format, ...(label && { label: Number(label) }) };
  const images = [];
  let summary;
  for await (const { event, ...message } of service.Sample(request, within())) {
    if (event === "progress") console.error(`${message.progress.evaluations_done} of ${message.progress.evaluations_total}`);
    if (event === "sample" && message.sample.outcome === "ROW_OUTCOME_DONE") images[message.sample.row] = message.sample.image;
    if (event === "summary") summary = message.summary;
  }
  if (!summary) throw new Error("the stream was cut before its summary");
  const drawn = images.filter((image) => image);
  if (!drawn.length) throw new Error(`none of ${summary.rows} samples could be drawn`);
  if (npy) {
    writeFileSync(out, npyOf(drawn));
  } else {
    mkdirSync(out, { recursive: true });
    images.forEach((image, row) => writeFileSync(join(out, `${row}.png`), image.png));
  }
  console.log(`${summary.rows} samples, ${summary.evaluations} evaluations: ${out}`);
}

async function score(name, file, probes = "1") {
  const { shape, items } = itemsOf(readFileSync(file));
  const call = service.LogLikelihood(within());
  call.write({ plan: { model: { name }, method: "ode", probes: Number(probes) } });
  items.forEach((float32, id) => call.write({ item: { id: String(id), image: { shape, float32 } } }));
  call.end();
  // One result an image as each is finished, in any order.
  const results = [];
  for await (const result of call) results[result.id] = result;
  results.forEach((result, id) => console.log(id, ...(result.ok ? [result.log_likelihood_nats, result.bits_per_dim.toFixed(4)] : ["failed:", result.error])));
}

function npyOf(images) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${[images.length, ...images[0].shape].join(", ")}), }`;
  const padded = header.padEnd(128 - 11) + "\n";
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0]);
  return Buffer.concat([start, Buffer.from(padded, "latin1"), ...images.map((image) => image.float32)]);
}

function itemsOf(npy) {
  const begin = 10 + npy.readUInt16LE(8);
  const header = npy.toString("latin1", 10, begin);
  if (!header.includes("'<f4'")) throw new Error(`${header.trim()} (expected: float32)`);
  const [count, ...shape] = header.match(/\(([^)]*)\)/)[1].split(",").filter((text) => text.trim()).map(Number);
  const bytes = 4 * shape.reduce((product, size) => product * size, 1);
  return { shape, items: Array.from({ length: count }, (_, i) => npy.subarray(begin + i * bytes, begin + (i + 1) * bytes)) };
}

try {
  await { list, sample, score }[command](...words);
} catch (error) {
  console.error(error.code === undefined ? error.message : `${grpc.status[error.code]}: ${error.details}`);
  process.exitCode = 1;
}
service.close();
