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
  all("time.due").forEach(countDown);
}

// Amber in the last fifth of the time and in the last ten minutes. Red afterwards, but only on a card: a card is kept up
// to date, while an old reminder of something long done would be red for ever.
function countDown(due) {
  const message = due.closest(".msg"), at = Number(due.dataset.at) * 1000, left = at - now();
  const whole = at - Number(message.dataset.at) / 1000;
  let state = "ahead";
  if (left <= 0) state = message.matches(".card") ? "late" : "past";
  else if (left < TEN_MINUTES || left < whole / 5) state = "soon";
  if (due.dataset.state !== state) due.dataset.state = state;
  if (state === "past") return due.removeAttribute("data-left");
  const words = (state === "late" ? say.over : say.left).replace("{t}", span(Math.abs(left)));
  if (due.dataset.left !== words) due.dataset.left = words;
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
