// Asks for a draft and tells its progress. Only the draft itself, which has passed the check, carries text.

/** What went wrong, as a problem document. */
export class Problem extends Error {
  constructor(document) {
    super(document.detail ?? document.title);
    this.title = document.title;
  }
}

/** The draft for a request body; `onEvent` hears retrieved, drafting, checking, repairing. Throws Problem. */
export async function requestDraft(body, onEvent, signal) {
  const response = await fetch("/v1/drafts", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Problem(await response.json());
  for await (const { event, data } of events(response.body)) {
    if (event === "draft") return JSON.parse(data);
    if (event === "problem") throw new Problem(JSON.parse(data));
    onEvent(event);
  }
  throw new TypeError("the connection ended before the draft came");
}

/** Server-sent events `{event, data}` of a response's body. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = (waiting + read.value).replaceAll("\r\n", "\n").split("\n\n");
    waiting = blocks.pop();
    yield* blocks.map(parseEvent).filter((one) => one.event);
  }
}

function parseEvent(block) {
  const fields = { event: "", data: "" };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name in fields) fields[name] += value;
  }
  return fields;
}
