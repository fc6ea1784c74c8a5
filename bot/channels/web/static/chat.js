// Messages put where they belong, and the list that says where something is new.

import { tick } from "./clock.js";
import { $, all, chat, say } from "./page.js";

const NEAR = 120; // pixels from the end within which a reader is following what is said
const CLOSE = 180e6; // microseconds within which one speaker's messages hang together

// --- messages ----------------------------------------------------------------------------------------------------------

export const atEnd = (stream) => stream.scrollHeight - stream.scrollTop - stream.clientHeight < NEAR;

// To the end; but what is too tall to be seen whole, and asks for nothing at its foot, is read from its head.
export function toEnd() {
  const stream = $("#stream"), down = $("#down"), last = all(".msg", stream).pop();
  const tall = last && last.offsetHeight > stream.clientHeight && !$(".buttons", last);
  if (tall) stream.scrollTop += last.getBoundingClientRect().top - stream.getBoundingClientRect().top;
  else stream.scrollTop = stream.scrollHeight;
  following = true;
  if (down) down.hidden = true;
  sizes.observe(stream);
}

// Whoever reads the end stays at the end: when the keyboard of a phone takes half the screen, when a picture has come.
let following = true;
const sizes = new ResizeObserver(() => { if (following) toEnd(); });
document.addEventListener("load", (event) => { if (following && event.target.closest("#messages")) toEnd(); }, true);
document.addEventListener("scroll", (event) => {
  if (event.target.id !== "stream") return;
  following = atEnd(event.target);
  if (following && $("#down")) $("#down").hidden = true;
}, true);

// A line between two days; a name only where the speaker changes; an edit only on one's last words.
export function arrange() {
  const messages = $("#messages");
  if (!messages) return;
  all(".day", messages).forEach((line) => line.remove());
  let before = null, own = null;
  for (const one of all(".msg", messages)) {
    const sameDay = before !== null && before.dataset.day === one.dataset.day;
    if (!sameDay) {
      const line = document.createElement("span");
      line.className = "day";
      line.textContent = one.dataset.day;
      one.before(line);
    }
    const close = sameDay && before.dataset.by === one.dataset.by && one.dataset.at - before.dataset.at < CLOSE;
    one.classList.toggle("follows", close && !one.matches(".card") && !before.matches(".card"));
    one.classList.remove("last-own");
    if (one.matches(".mine")) own = one;
    before = one;
  }
  if (own) own.classList.add("last-own");
}

// A piece of page from the server: a message that is new, or reads differently now. The same piece may come twice.
export function place(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const told = $(".push", holder.content);
  if (!told) return;
  const message = $(".msg", told), isNew = told.dataset.new === "yes";
  const known = message && document.getElementById(message.id);
  if (message && told.dataset.chat === chat().dataset.chat) put(message, known, isNew);
  if (isNew && !known) mention(told);
  else if (!isNew) reword(told);
  if (looking(told.dataset.chat)) seen();
}

function put(message, known, isNew) {
  const messages = $("#messages"), stay = !atEnd($("#stream")) && !message.matches(".mine");
  if (known) {
    known.replaceWith(message);
    if (!isNew) message.classList.add("changed");
  } else if (isNew) {
    const earlier = (one) => Number(one.dataset.at) <= Number(message.dataset.at);
    const after = all(".msg", messages).reverse().find(earlier);
    if (after) after.after(message);
    else messages.append(message);
    all(".empty", messages).forEach((empty) => empty.remove());
    message.classList.add("fresh");
  } else return;
  htmx.process(message);
  arrange();
  tick();
  if (!stay) toEnd();
  else if (!known) $("#down").hidden = false;
}

// --- the list ----------------------------------------------------------------------------------------------------------

const row = (id) => all(".row").find((one) => one.dataset.chat === id);

// Whether somebody has that chat before his eyes: on a phone it may be behind the list, and a window may be in the back.
const looking = (id) => id && chat().dataset.chat === id && !document.hidden && chat().offsetParent !== null;

function mention(told) {
  const one = row(told.dataset.chat);
  if (!one) return;
  one.classList.remove("quiet");
  one.dataset.last = told.dataset.id;
  $(".preview", one).textContent = told.dataset.preview;
  $(".when", one).textContent = told.dataset.clock;
  if (told.dataset.chat.startsWith("p:")) {
    const first = all(".row").find((other) => other.dataset.chat.startsWith("p:"));
    if (first !== one) first.before(one);
  }
  const own = told.dataset.by && told.dataset.by === document.body.dataset.person;
  if (!own && !looking(told.dataset.chat)) count(one, Number($(".badge", one).dataset.n) + 1);
}

// What the list shows reads differently now: a card has moved on, or somebody has corrected himself.
function reword(told) {
  const one = row(told.dataset.chat);
  if (one && one.dataset.last === told.dataset.id) $(".preview", one).textContent = told.dataset.preview;
}

function count(one, n) {
  const badge = $(".badge", one);
  badge.dataset.n = String(n);
  badge.textContent = n > 99 ? "99+" : n || "";
  headline();
}

export function headline() {
  const n = all(".badge").reduce((sum, badge) => sum + Number(badge.dataset.n), 0);
  document.title = (n ? `(${n > 99 ? "99+" : n}) ` : "") + say.title;
}

let seeing = 0;
export function seen() {
  const id = chat().dataset.chat;
  if (!looking(id)) return;
  const one = row(id), url = `${chat().dataset.url}/seen`;
  if (one) count(one, 0);
  clearTimeout(seeing);
  seeing = setTimeout(() => {
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    fetch(url, { method: "POST", headers, keepalive: true }).catch(() => {});
  }, 250);
}

export function mark() {
  for (const one of all(".row")) {
    if (one.dataset.chat === chat().dataset.chat) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
}

export function filter() {
  const field = $("#find"), wanted = field ? field.value.trim().toLowerCase() : "";
  all(".row").forEach((one) => { one.hidden = !one.dataset.find.toLowerCase().includes(wanted); });
  all("#chats h2").forEach((head) => { head.hidden = Boolean(wanted); });
  $(".nobody").hidden = all(".row").some((one) => !one.hidden);
}
