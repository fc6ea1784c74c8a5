// The office's clock, which in a sample may be ahead of this machine's, and every deadline that counts down by it.

import { $, all, say } from "./page.js";

const TEN_MINUTES = 600000;
let ahead = Number(document.body.dataset.now) - Date.now();
const now = () => Date.now() + ahead;
const face = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeZone: document.body.dataset.zone,
  month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

export function setClock(milliseconds) {
  ahead = Number(milliseconds) - Date.now();
  tick();
}

export function tick() {
  const clock = $("#clock"), time = face.format(now());
  if (clock.textContent !== time) clock.textContent = time;
  all(".card time.due").forEach(countDown);
}

// Amber in the last fifth of the time and in the last ten minutes, red afterwards. Only on cards: a card is kept up to
// date, while an old reminder says what was left when it was written, and would be red for ever.
function countDown(due) {
  const at = Number(due.dataset.at) * 1000, left = at - now(), shown = holder(due);
  const whole = at - Number(due.closest(".msg").dataset.at) / 1000;
  const state = left <= 0 ? "late" : left < TEN_MINUTES || left < whole / 5 ? "soon" : "ahead";
  const words = (state === "late" ? say.over : say.left).replace("{t}", span(Math.abs(left)));
  if (shown.dataset.state !== state) shown.dataset.state = state;
  if (shown.dataset.left !== words) shown.dataset.left = words;
}

// It stands at the end of the line, where it tears no sentence apart; a line of several deadlines has each beside its own.
function holder(due) {
  const line = due.closest("p");
  return all(".due", line).length === 1 ? line : due;
}

// The two largest units that fit: 2天3小时, 7分12秒, 45秒.
function span(milliseconds) {
  const units = [[say.days, 86400], [say.hours, 3600], [say.minutes, 60], [say.seconds, 1]];
  let rest = Math.floor(milliseconds / 1000), words = "", shown = 0;
  for (const [name, size] of units) {
    if (shown === 2 || (!shown && rest < size && size > 1)) continue;
    const amount = Math.floor(rest / size);
    if (amount || !shown) words += name.replace("{t}", String(amount));
    rest -= amount * size;
    shown += 1;
  }
  return words.trim();
}

setInterval(tick, 1000);
