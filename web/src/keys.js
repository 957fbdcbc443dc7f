// Keys: / search, j k rows, Enter evidence, Esc close, a x Space u verdicts, t theme, ? help.
import { go } from "./reading.js";

const rows = () => [...document.querySelectorAll("tr[data-row]")];

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("at") || row.getAttribute("aria-current"));
  const next = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + step))];
  for (const row of all) row.classList.remove("at");
  next.classList.add("at");
  next.scrollIntoView({ block: "nearest" });
  const link = next.querySelector("a.open");
  if (document.getElementById("evidence")) go(new URL(link.href));
  else link.focus({ preventScroll: true });
}

const press = (selector) => {
  const button = document.querySelector(selector);
  button?.click();
  return Boolean(button);
};

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    const done = {
      "/": () => { const box = document.querySelector("[data-search]"); box?.focus(); box?.select(); return box; },
      j: () => (move(1), true),
      k: () => (move(-1), true),
      Enter: () => !event.target.closest("a, button, summary") && press("tr.at a.open"),
      Escape: () => press("#evidence .close"),
      a: () => press("button[value=accept]"),
      x: () => press("button[value=reject]"),
      " ": () => !event.target.closest("a, button, summary") && press("button[value=unsure]"),
      u: () => press("button[value=undo]"),
      t: () => press("[data-theme-switch]"),
      "?": () => (go(new URL("/help", location.href)), true),
    }[event.key]?.();
    if (done) event.preventDefault();
  });
}
