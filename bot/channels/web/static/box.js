// The box to write in. It never loses a word: a draft stays with its chat, and what was not sent stays in the box.

import { place } from "./chat.js";
import { $, all, chat, phone, say } from "./page.js";

const drafts = new Map(); // chat -> what was written and not sent
export const box = () => $("#composer");

export function newKey() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// New words get a new key. The same words sent again have the same one and count once, so trying again is always safe.
function renew() {
  box().key.value = newKey();
  drafts.set(chat().dataset.chat, box().edits.value ? "" : box().text.value);
  grow();
}

function grow() {
  const text = box().text;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function problem(words) {
  const line = $(".problem", box());
  line.textContent = words;
  line.hidden = !words;
}

export function prepare() {
  if (!box()) return;
  const draft = drafts.get(chat().dataset.chat);
  if (draft && !box().text.value) box().text.value = draft;
  renew();
  if (!phone.matches) box().text.focus();
}

function write(words) {
  const text = box().text;
  text.value = text.value.trim() ? text.value + words : words;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  renew();
}

// --- answering and correcting ------------------------------------------------------------------------------------------

const spoken = (message) => all(".words > p", message).map((line) => line.textContent).join("\n");

function about(words, fields) {
  const line = $(".about", box());
  box().reply_to.value = fields.reply_to || "";
  box().edits.value = fields.edits || "";
  $("span", line).textContent = words;
  line.hidden = !words;
  renew();
}

function reply(message) {
  const name = $(".who", message).textContent;
  about(say.replying.replace("{name}", name) + spoken(message).slice(0, 80), { reply_to: message.dataset.id });
  box().text.focus();
}

function edit(message) {
  about(say.editing + spoken(message).slice(0, 80), { edits: message.dataset.id });
  box().text.value = "";
  write(spoken(message));
}

function cancel() {
  if (box().edits.value) box().text.value = "";
  about("", {});
  box().text.focus();
}

// --- files -------------------------------------------------------------------------------------------------------------

function choose() {
  const field = box().file, line = $(".chosen", box()), file = field.files[0];
  const tooLarge = file !== undefined && file.size > Number(document.body.dataset.largest);
  if (tooLarge) field.value = "";
  problem(tooLarge ? say.tooLarge : "");
  line.hidden = !field.files.length;
  $("bdi", line).textContent = field.files.length ? file.name : "";
  renew();
}

function drop(files) {
  const one = new DataTransfer();
  one.items.add(files[0]);
  box().file.files = one.files;
  choose();
}

// --- sending -----------------------------------------------------------------------------------------------------------

function emptied() {
  box().text.value = "";
  box().file.value = "";
  about("", {});
  choose();
}

// Begin to send; false where there is nothing to send, or it is being sent.
function begin(form) {
  if (form.dataset.sent !== undefined || (!form.text.value.trim() && !form.file.files.length)) return false;
  form.dataset.sent = form.text.value;
  form.text.readOnly = true;
  $(".send", form).disabled = true;
  return true;
}

function finish(form, { successful, xhr }) {
  const sent = form.dataset.sent, id = form.dataset.chat;
  delete form.dataset.sent;
  form.text.readOnly = false;
  $(".send", form).disabled = false;
  if (successful && drafts.get(id) === sent) drafts.delete(id);
  if (!box() || box().dataset.chat !== id) return;
  if (successful) {
    if (box() === form || box().text.value === sent) emptied();
    place(xhr.responseText);
  } else problem(xhr.responseText || say.unsent);
  if (!phone.matches) box().text.focus();
}

// --- what people do with it --------------------------------------------------------------------------------------------

const acts = [
  [".chip, .try", (hit) => write(hit.dataset.words)],
  [".meta .reply", (hit) => reply(hit.closest(".msg"))],
  [".meta .edit", (hit) => edit(hit.closest(".msg"))],
  [".cancel", cancel],
  [".unchoose", () => { box().file.value = ""; choose(); }],
];

document.addEventListener("click", (event) => {
  for (const [selector, act] of acts) {
    const hit = event.target.closest(selector);
    if (hit && box()) act(hit);
  }
});

document.addEventListener("input", (event) => { if (event.target.name === "text") renew(); });
document.addEventListener("change", (event) => { if (event.target.name === "file") choose(); });

// Enter sends, but never while a Chinese word is still being put together.
document.addEventListener("keydown", (event) => {
  if (event.target.name !== "text" || event.isComposing || event.keyCode === 229) return;
  const last = $(".last-own .edit");
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    $(".send", box()).click();
  } else if (event.key === "Escape" && !$(".about", box()).hidden) cancel();
  else if (event.key === "ArrowUp" && !event.target.value && last) {
    event.preventDefault();
    edit(last.closest(".msg"));
  }
});

const carriesFiles = (event) => event.dataTransfer !== null && Array.from(event.dataTransfer.types).includes("Files");
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  if (box()) chat().classList.add("dropping");
});
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) chat().classList.remove("dropping"); });
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  chat().classList.remove("dropping");
  if (box() && event.dataTransfer.files.length) drop(event.dataTransfer.files);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "composer" && !begin(event.target)) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id === "composer") finish(event.target, event.detail);
});
