// Shows a draft. Texts go in as text nodes only: what customers, models and cards say is never markup.

import { say } from "./messages.js";

const SEVERITY = ["hint", "warning", "error"];

/** An element with properties and children (lists are taken apart, null left out); strings become text. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

/** Everything there is to show of a draft. */
export function draftView(draft) {
  const view = document.createDocumentFragment();
  view.append(note(draft), ...segments(draft), ...sections(draft), details(draft));
  return view;
}

function note(draft) {
  const why = (draft.approval.reason ?? "").split(", ").map((one) => say(`why_${one}`) ?? one).join(say("title") === "Wanyan" ? ", " : "、");
  const texts = { ready: "readyNote", needs_approval: "approvalNote", blocked: "blockedNote" };
  const broken = element("ul", { className: "plain" });
  if (draft.status === "blocked") {
    for (const finding of draft.findings) broken.append(element("li", {}, `${finding.message} `, element("code", {}, finding.rule)));
  }
  return element("div", { className: `note ${draft.status}` }, say(texts[draft.status], { why }), broken.childElementCount ? broken : null);
}

// The reply, findings marked ---------------------------------------------------------------------------

function segments(draft) {
  let at = 0; // findings count characters of the segments joined by line breaks
  const cards = draft.segments.map((text, index) => {
    const characters = Array.from(text); // code points, as the check counts them, not UTF-16 units
    const here = { characters, start: at, end: at + characters.length };
    at = here.end + 1;
    return segment(draft, here, index);
  });
  if (cards.length > 1) cards.push(copyButton(draft.segments.join("\n"), "copyAll"));
  return cards;
}

function segment(draft, { characters, start, end }, index) {
  const found = draft.findings
    .map((finding, number) => ({ ...finding, id: `finding-${number + 1}`, number: number + 1 }))
    .filter((finding) => finding.start < end && finding.end > start);
  const text = element("p", { className: "said", lang: draft.language }, ...marked(characters, start, found));
  const name = draft.segments.length > 1 ? say("segment", { n: index + 1 }) : say("result");
  return element(
    "article",
    { className: "segment", "aria-label": name },
    element("div", { className: "label-row" }, element("span", { className: "segment-name" }, name), copyButton(characters.join(""))),
    text,
    found.length ? findingList(found) : null,
  );
}

/** The characters as text, with a mark under every stretch that a finding means. */
function marked(characters, start, found) {
  const cuts = new Set([0, characters.length]);
  for (const finding of found) {
    cuts.add(Math.max(0, finding.start - start));
    cuts.add(Math.min(characters.length, finding.end - start));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index];
    const text = characters.slice(from, to).join("");
    const over = found.filter((finding) => finding.start - start <= from && finding.end - start >= to);
    return over.length ? mark(text, over) : text;
  });
}

function mark(text, over) {
  const level = SEVERITY[Math.max(...over.map((finding) => SEVERITY.indexOf(finding.level)))];
  return element(
    "mark",
    { className: level, title: over.map((finding) => finding.message).join("\n"), "aria-describedby": over.map((finding) => finding.id).join(" ") },
    text,
  );
}

function findingList(found) {
  const list = element("ul", { className: "findings", "aria-label": say("findings") });
  for (const finding of found) {
    list.append(
      element(
        "li",
        { id: finding.id, className: finding.level },
        element("strong", {}, say(finding.level)),
        finding.message.includes(finding.text) ? finding.message : [element("q", {}, finding.text), ` ${finding.message}`],
        finding.suggestion ? element("span", { className: "suggestion" }, say("suggestion"), finding.suggestion) : null,
        element("code", {}, finding.rule),
      ),
    );
  }
  return list;
}

function copyButton(text, name = "copy") {
  const button = element("button", { type: "button", className: "copy" }, say(name));
  button.addEventListener("click", async () => {
    button.textContent = say((await copied(text)) ? "copied" : "copyFailed");
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.textContent = say(name)), 2000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // no clipboard without HTTPS: the selection still copies
    const area = element("textarea", { value: text, className: "visually-hidden" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// What goes with it ------------------------------------------------------------------------------------

function sections(draft) {
  return [
    section("points", draft.points.map(point)),
    section("nextSteps", draft.next_steps),
    section("missingFacts", draft.missing_facts),
    section("citations", draft.citations.map(citation)),
  ].filter(Boolean);
}

function section(name, items) {
  if (!items.length) return null;
  const list = element("ul", {}, ...items.map((item) => element("li", {}, item)));
  return element("section", { className: `more ${name}` }, element("h3", {}, say(name)), list);
}

function point({ text, polarity, answered }) {
  return element(
    "span",
    {},
    element("span", { className: `tag ${polarity}` }, say(polarity)),
    ` ${text} `,
    element("span", { className: "quiet" }, say(answered ? "answered" : "unanswered")),
  );
}

function citation({ title, quote, source, card }) {
  return element(
    "details",
    {},
    element("summary", {}, title, element("span", { className: "quiet" }, ` ${say("handbook", { source })}`)),
    element("blockquote", {}, quote),
    element("code", {}, card),
  );
}

function details(draft) {
  const { drafter, model, prompt, knowledge, fallback, repairs } = draft.made_by;
  const how = [
    drafter === "llm" ? say("byModel", { model }) : say("byCards"),
    fallback && say("fallback", { why: say(`why_${fallback}`) ?? fallback }),
    repairs && say("repairs", { n: repairs }),
    prompt && say("prompt", { prompt }),
    knowledge && say("knowledge", { version: knowledge }),
  ].filter(Boolean);
  const round = Object.fromEntries(Object.entries(draft.timings_ms).map(([name, value]) => [name, Math.round(value)]));
  return element(
    "section",
    { className: "made" },
    element("h3", {}, say("madeBy")),
    element("p", {}, how.join(" · ")),
    element("p", {}, say("timing", { retrieve: 0, draft: 0, check: 0, total: 0, ...round })),
  );
}
