// The console: what the agent pastes becomes a request, and the draft that comes back is shown.

import { Problem, requestDraft } from "./drafts.js";
import { firstLanguage, say, speak } from "./messages.js";
import { readTranscript } from "./transcript.js";
import { draftView, element } from "./view.js";

const find = (id) => document.getElementById(id);
const AGENT = "wanyan.agent";
let setup = null;
let shown = null; // the draft on the page, to show it again in another language
let running = null;

// Language ---------------------------------------------------------------------------------------------

function translate(language) {
  speak(language);
  document.documentElement.lang = language;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  for (const select of document.querySelectorAll("[data-options]")) fillOptions(select);
  find("progress").textContent = "";
  fillStars();
  showChannel();
  showSetup();
  if (shown) show(shown);
}

function fillOptions(select) {
  const chosen = select.value;
  const { options, prefix } = select.dataset;
  select.replaceChildren(...options.split(" ").map((value) => element("option", { value }, say(`${prefix}_${value}`))));
  select.value = chosen || options.split(" ")[0];
}

function fillStars() {
  const chosen = starsChosen() ?? "";
  const legend = find("stars").querySelector("legend");
  find("stars").replaceChildren(legend, ...[1, 2, 3, 4, 5, ""].map((stars) => star(stars, chosen)));
  lightStars();
}

function star(stars, chosen) {
  const name = stars === "" ? say("noStars") : say("starCount", { n: stars });
  const input = element("input", { type: "radio", name: "stars", value: stars, checked: stars === chosen, "aria-label": name });
  return element("label", { className: stars === "" ? "none" : "star", title: name }, input, element("span", { "aria-hidden": "true" }, stars === "" ? name : "★"));
}

function starsChosen() {
  const value = document.querySelector("[name=stars]:checked")?.value;
  return value ? Number(value) : null;
}

function lightStars() {
  for (const input of document.querySelectorAll("[name=stars]")) {
    input.parentElement.classList.toggle("lit", input.value !== "" && Number(input.value) <= (starsChosen() ?? 0));
  }
}

// The request ------------------------------------------------------------------------------------------

const channel = () => document.querySelector("[name=channel]:checked").value;

function showChannel() {
  const review = channel() === "review";
  find("stars").hidden = !review;
  find("text-label").textContent = say(review ? "reviewText" : "chatText");
  find("text-hint").textContent = say(review ? "reviewHint" : "chatHint");
  showTurns();
}

/** How the pasted chat is understood, once it has more than one voice. */
function showTurns() {
  const turns = channel() === "chat" ? readTranscript(find("text").value) : [];
  find("turns").hidden = turns.length < 2;
  find("turns").querySelector("ol").replaceChildren(
    ...turns.map(({ role, text }) =>
      element("li", { className: role }, element("span", { className: "who" }, say(role === "agent" ? "us" : "customer")), element("span", { className: "bubble" }, text)),
    ),
  );
}

function facts() {
  const cause = find("cause").value;
  const known = { cause, evidence_checked: ["quality", "seller_fault"].includes(cause) };
  const order = { state: find("state").value, carrier: find("carrier").value.trim() };
  const given = Object.fromEntries(Object.entries(order).filter(([, value]) => value));
  if (Object.keys(given).length) known.order = given;
  if (find("signed-days").value) known.days_since_signed = Number(find("signed-days").value);
  if (find("insurance").value) known.freight_insurance = find("insurance").value === "yes";
  if (find("product").value.trim()) known.product = { name: find("product").value.trim() };
  if (find("fault-finder").checked) known.customer = { fault_finder: true };
  return known;
}

function requestBody() {
  const text = find("text").value.trim();
  const body = { channel: channel(), facts: facts() };
  if (body.channel === "chat") body.turns = readTranscript(text);
  else body.review = { text, stars: starsChosen() };
  if (find("shop").value) body.shop = find("shop").value;
  if (find("agent").value.trim()) body.agent = find("agent").value.trim();
  if (find("instruction").value.trim()) body.instruction = find("instruction").value.trim();
  return body;
}

async function draftReply() {
  if (!find("text").value.trim()) return refuse(say("needText"));
  refuse("");
  running?.abort();
  const work = (running = new AbortController());
  busy(true);
  progress("sending");
  try {
    show(await requestDraft(requestBody(), progress, work.signal));
    progress("done");
    find("result-title").focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  } catch (error) {
    if (error.name !== "AbortError") fail(error);
  } finally {
    if (running === work) busy(false);
  }
  return undefined;
}

function refuse(text) {
  find("text-error").textContent = text;
  find("text-error").hidden = !text;
  find("text").toggleAttribute("aria-invalid", Boolean(text));
  if (text) find("text").focus();
}

// The result -------------------------------------------------------------------------------------------

function progress(event) {
  find("progress").textContent = say(event) ?? "";
}

function busy(on) {
  find("draft-view").setAttribute("aria-busy", String(on));
  find("draft").toggleAttribute("aria-disabled", on);
}

function show(draft) {
  shown = draft;
  find("status").textContent = say(draft.status);
  find("status").className = `badge ${draft.status}`;
  find("status").hidden = false;
  find("draft-view").replaceChildren(draftView(draft));
}

function fail(error) {
  shown = null;
  find("status").hidden = true;
  progress("");
  const text = error instanceof Problem ? error.message : say("offlineError");
  find("draft-view").replaceChildren(element("div", { className: "note blocked", role: "alert" }, element("strong", {}, say("failed")), element("p", {}, text)));
}

// The shops --------------------------------------------------------------------------------------------

async function loadSetup() {
  const response = await fetch("/console/setup.json");
  if (!response.ok) return;
  setup = await response.json();
  find("shop").replaceChildren(...setup.shops.map(({ id, name }) => element("option", { value: id }, name)));
  find("shop").value = setup.shop;
  find("text").maxLength = setup.max_chars;
  showSetup();
}

function showSetup() {
  if (!setup) return;
  const how = setup.model ? say("withModel", { model: setup.model }) : say("withoutModel");
  const limits = setup.degraded.length ? ` ${say("degraded", { what: setup.degraded.join(", ") })}` : "";
  find("setup").textContent = how + limits;
}

// Beginning --------------------------------------------------------------------------------------------

find("language").addEventListener("change", ({ target }) => translate(target.value));
find("stars").addEventListener("change", lightStars);
find("text").addEventListener("input", showTurns);
find("agent").addEventListener("change", ({ target }) => localStorage.setItem(AGENT, target.value.trim()));
find("example").addEventListener("click", () => {
  find("text").value = say(channel() === "review" ? "exampleReview" : "exampleChat");
  showTurns();
  find("text").focus();
});
for (const input of document.querySelectorAll("[name=channel]")) input.addEventListener("change", showChannel);
find("request").addEventListener("submit", (event) => {
  event.preventDefault();
  draftReply();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    draftReply();
  }
});

find("agent").value = localStorage.getItem(AGENT) ?? "";
find("language").value = firstLanguage();
translate(find("language").value);
loadSetup();
