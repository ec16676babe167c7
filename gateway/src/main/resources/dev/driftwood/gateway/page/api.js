// The server's HTTP interface: one call, one answer or a stream of lines of JSON.

let token = "";

/** Says who asks, from now on. */
export function authorize(secret) {
  token = secret;
}

/** What the server says of a call that it did not carry out. */
export class Failure extends Error {
  constructor(error) {
    super(error.message);
    this.status = error.status;
    const details = error.details ?? [];
    const retry = details.find((detail) => detail.retryDelay);
    /** Seconds after which the same call may be made again, where waiting helps. */
    this.retrySeconds = retry ? parseFloat(retry.retryDelay) : undefined;
    /** Paths of the fields that are wrong. */
    this.fields = details.flatMap((detail) => detail.fieldViolations ?? []).map((violation) => violation.field);
  }
}

async function failureOf(response) {
  try {
    return new Failure((await response.json()).error);
  } catch {
    return new Failure({ message: `The server answered ${response.status} ${response.statusText}.`, status: "UNKNOWN" });
  }
}

async function send(path, options) {
  const headers = { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Failure({ message: "The server can't be reached.", status: "UNAVAILABLE" });
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

/** One answer. */
export async function get(path) {
  return (await send(path, {})).json();
}

/** The messages of an answer, as they come. */
export async function* stream(path, body, signal) {
  const headers = { "Content-Type": "application/json", Accept: "application/x-ndjson" };
  const response = await send(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines.filter((line) => line)) {
        const message = JSON.parse(line);
        if (message.error) throw new Failure(message.error);
        yield message;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Bytes as protobuf's JSON has them. */
export function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** The float32 values of an image. */
export function floats(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
