// Where the page comes together: going from chat to chat, what htmx fetches, and the open line to the server. Whatever
// is shown comes from the server as finished pieces of page. Nothing is polled.

import { box, newKey, prepare } from "./box.js";
import { arrange, atEnd, filter, headline, mark, place, seen, toEnd } from "./chat.js";
import { setClock, tick } from "./clock.js";
import { $, chat, phone, say, toast } from "./page.js";

const body = document.body;

// --- going from chat to chat; on a phone, from screen to screen --------------------------------------------------------

async function open(url, remember) {
  await htmx.ajax("GET", url, { target: "#chat", swap: "outerHTML" });
  if (!url.startsWith(chat().dataset.url)) return;
  body.dataset.screen = "chat";
  if (remember) history.pushState({ from: "list" }, "", url);
  opened();
}

function opened() {
  line("opening");
  mark();
  arrange();
  tick();
  headline();
  prepare();
  toEnd();
  seen();
}

function toList() {
  body.dataset.screen = "list";
}

function back() {
  if (history.state && history.state.from === "list") return history.back();
  history.replaceState(null, "", "/");
  toList();
}

addEventListener("popstate", () => {
  if (location.pathname === "/") toList();
  else open(location.pathname + location.search, false);
});

function unfold(button) {
  const open = button.closest(".msg").classList.toggle("open");
  button.textContent = open ? say.less : say.more;
  button.setAttribute("aria-expanded", String(open));
}

function show(quote) {
  const answered = document.getElementById(quote.getAttribute("href").slice(1));
  if (!answered) return;
  answered.classList.remove("changed");
  answered.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => answered.classList.add("changed"));
}

const acts = [
  [".row, a.step", (hit) => open(hit.getAttribute("href"), true)],
  [".back", back],
  [".quote", show],
  [".more", unfold],
  ["#down", toEnd],
];

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  for (const [selector, act] of acts) {
    const hit = event.target.closest(selector);
    if (!hit) continue;
    event.preventDefault();
    act(hit);
  }
});

document.addEventListener("input", (event) => { if (event.target.id === "find") filter(); });
document.addEventListener("change", (event) => {
  if (event.target.id !== "speaker") return;
  const url = `${chat().dataset.url}?as=${encodeURIComponent(event.target.value)}`;
  history.replaceState(history.state, "", url);
  open(url, false);
});
document.addEventListener("visibilitychange", seen);
phone.addEventListener("change", seen);

// --- what htmx sends, and what comes back ------------------------------------------------------------------------------

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches(".buttons")) event.detail.parameters.key = newKey();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr } = event.detail, asked = event.target;
  if (asked === box() || asked.id === "composer") return; // the box speaks for itself
  if (asked.matches(".push-clock")) toast(xhr.responseText || say.offline, !successful && xhr.status !== 409, "time");
  else if (!successful) toast(xhr.responseText || say.offline, true);
});

document.addEventListener("clock", (event) => setClock(event.detail.value));

// Earlier messages push the others down; the reader stays where he was.
let below = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches(".older")) below = $("#stream").scrollHeight - $("#stream").scrollTop;
});
document.addEventListener("htmx:afterSwap", () => {
  if (below === null) return;
  arrange();
  tick();
  $("#stream").scrollTop = $("#stream").scrollHeight - below;
  below = null;
});

// --- the open line -----------------------------------------------------------------------------------------------------

// What the page says of the line: opening, open, shaky, and after a moment of that, lost.
let losing = 0;
function line(state) {
  if (state === "shaky" && (body.dataset.line === "lost" || losing)) return;
  clearTimeout(losing);
  losing = state === "shaky" ? setTimeout(() => { body.dataset.line = "lost"; }, 1500) : 0;
  body.dataset.line = state;
}

// Something was missed: the list and the messages anew. What is being written stays.
async function refresh() {
  const here = chat().dataset.chat, stream = $("#stream");
  const end = atEnd(stream), rest = stream.scrollHeight - stream.scrollTop;
  await column();
  if (!here || chat().dataset.chat !== here) return;
  const url = `${chat().dataset.url}?as=${encodeURIComponent(chat().dataset.me)}`;
  await htmx.ajax("GET", url, { target: "#stream", swap: "outerHTML", select: "#stream" });
  if (chat().dataset.chat !== here) return;
  arrange();
  tick();
  if (end) toEnd();
  else $("#stream").scrollTop = $("#stream").scrollHeight - rest;
  seen();
}

// The list anew; whoever is not known any more lands at the door.
async function column() {
  const answer = await fetch(`/list?chat=${encodeURIComponent(chat().dataset.chat)}`).catch(() => null);
  if (answer && answer.status === 401) location.reload();
  if (!answer || !answer.ok) return;
  $("#chats").innerHTML = await answer.text();
  filter();
  headline();
  seen();
}

const heard = {
  hello: setClock,
  clock: setClock,
  tell: place,
  toast: (words) => toast(words, false),
  refresh,
  over: () => location.reload(),
};

document.addEventListener("htmx:sseBeforeMessage", (event) => {
  event.preventDefault();
  heard[event.detail.type](event.detail.data);
});
document.addEventListener("htmx:sseOpen", () => line("open"));
document.addEventListener("htmx:sseError", (event) => {
  line("shaky");
  if (event.detail.source.readyState === EventSource.CLOSED) column();
});

opened();
