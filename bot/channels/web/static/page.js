// What every part of the page needs: finding things, the page's own words, and a word in passing.

export const say = JSON.parse(document.body.dataset.words);
export const $ = (selector, root) => (root || document).querySelector(selector);
export const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
export const chat = () => $("#chat");
export const phone = matchMedia("(max-width: 719px)");

// It stays as long as it takes to read it without haste. One of a kind takes the place of the one before.
export function toast(words, bad, kind) {
  if (!words) return;
  if (kind) all(`#toasts .${kind}`).forEach((former) => former.remove());
  const one = document.createElement("p");
  one.className = `toast ${bad ? "bad" : ""} ${kind || ""}`;
  one.textContent = words;
  $("#toasts").append(one);
  setTimeout(() => one.remove(), Math.min(3000 + 100 * words.length, 9000));
}
