// Shows what went wrong, and offers to try again where the server says when.

const titles = {
  INVALID_ARGUMENT: "This can't be asked for",
  NOT_FOUND: "Not found",
  RESOURCE_EXHAUSTED: "The server is busy",
  UNAVAILABLE: "The server is not there at the moment",
  DEADLINE_EXCEEDED: "This would take too long",
  UNAUTHENTICATED: "An access token is needed",
  PERMISSION_DENIED: "This is not allowed",
  FAILED_PRECONDITION: "This can't be done as things are",
  ABORTED: "Something else came in between",
  CANCELLED: "This was cancelled",
  OUT_OF_RANGE: "This is too much for this server",
  INTERNAL: "The server failed",
};

/** Takes the message away. */
export function clear(box) {
  clearInterval(box.timer);
  box.hidden = true;
  box.replaceChildren();
}

/** Says what failed; `again` does the same once more. */
export function show(box, failure, again) {
  clear(box);
  const title = document.createElement("strong");
  title.textContent = titles[failure.status] ?? "Something went wrong";
  const reason = document.createElement("p");
  reason.textContent = failure.message;
  box.append(title, reason);
  if (failure.retrySeconds !== undefined) box.append(countdown(box, failure.retrySeconds, again));
  if (failure.status === "UNAUTHENTICATED") document.querySelector("#key").hidden = false;
  box.hidden = false;
}

function countdown(box, seconds, again) {
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", again);
  const until = Date.now() + 1000 * seconds;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `Try again in ${left} s` : "Try again";
    if (left <= 0) clearInterval(box.timer);
  };
  box.timer = setInterval(tick, 250);
  tick();
  return button;
}
