// What every part of the page needs: finding things, the page's own words, and a word in passing.

export const say = JSON.parse(document.body.dataset.words);
export const $ = (selector, root) => (root || document).querySelector(selector);
export const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
export const chat = () => $("#chat");
export const phone = matchMedia("(max-width: 719px)");

export function toast(words, bad) {
  if (!words) return;
  const one = document.createElement("p");
  one.className = bad ? "toast bad" : "toast";
  one.textContent = words;
  $("#toasts").append(one);
  setTimeout(() => one.remove(), bad ? 7000 : 4000);
}
