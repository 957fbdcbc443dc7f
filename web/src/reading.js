// Another address -> another page, without loading everything anew. What comes back is a page of our own server and is parsed, never run: the policy of the page forbids scripts in it.
let enliven = () => {};
let asked = null;

const policy = window.trustedTypes?.createPolicy("lapwing", { createHTML: (text) => text });
const parsed = (text) => new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");

export function startReading(then) {
  enliven = then;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = link.href?.baseVal ?? link.getAttribute("href");
    if (link.target || link.hasAttribute("download") || !href || href.startsWith("#")) return;
    const url = new URL(href, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith("/api/") || url.pathname.startsWith("/download/")) return;
    event.preventDefault();
    go(url);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    document.activeElement?.blur(); // keys are for the page again
    if (form.method === "get") go(addressOf(form));
    else judge(form, event.submitter);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.filters");
    if (form) go(addressOf(form));
  });
  addEventListener("popstate", () => show(new URL(location.href), true));
}

// A form as an address: what is empty is left out.
function addressOf(form) {
  const url = new URL(form.getAttribute("action"), location.href);
  for (const [name, value] of new FormData(form)) if (value !== "" && !(name === "kind" && value === "events")) url.searchParams.append(name, value);
  return url;
}

export function go(url) {
  return show(url, false);
}

// A verdict is sent, and the next row opened: judging a hundred events takes a hundred keys. Taking one back stays where it is.
async function judge(form, button) {
  const given = new URLSearchParams(new FormData(form));
  given.set(button.name, button.value);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: given });
  if (!answer.ok) {
    await swap(await answer.text(), new URL(location.href));
    return;
  }
  const rows = [...document.querySelectorAll("tr[data-row]")];
  const next = rows[rows.findIndex((row) => row.getAttribute("aria-current")) + 1];
  await show(button.value === "undo" || !next ? new URL(location.href) : new URL(next.querySelector("a.open").href), button.value === "undo" || !next);
}

async function show(url, isBack) {
  asked?.abort();
  asked = new AbortController();
  const page = document.getElementById("page");
  page.classList.add("busy");
  let text;
  try {
    text = await (await fetch(url, { signal: asked.signal, headers: { Accept: "text/html" } })).text();
  } catch (fault) {
    if (fault.name !== "AbortError") location.assign(url); // the browser says what is the matter
    return;
  }
  const isSamePanel = url.pathname === location.pathname || isBack;
  if (!isBack) history.pushState(null, "", url);
  swap(text, url, isSamePanel);
}

function swap(text, url, isSamePanel = true) {
  const fresh = parsed(text);
  const typing = document.activeElement?.closest("form.filters") ? { name: document.activeElement.name, value: document.activeElement.value } : null;
  const at = window.scrollY;
  document.title = fresh.title;
  for (const [old, now] of [["#page", "#page"], ["header.top nav", "header.top nav"]]) document.querySelector(old)?.replaceWith(document.adoptNode(fresh.querySelector(now)));
  enliven(document.getElementById("page"));
  if (typing) { // what is being written is not lost when a page arrives meanwhile
    const field = document.querySelector(`form.filters [name="${CSS.escape(typing.name)}"]:not([type=hidden])`);
    if (field && field.type !== "radio") field.value = typing.value;
    field?.focus();
  }
  window.scrollTo(0, isSamePanel ? at : 0);
  const evidence = document.getElementById("evidence");
  if (!typing && evidence && url.searchParams.get("sel")) evidence.focus({ preventScroll: window.innerWidth > 1200 });
  const shown = document.querySelector("#table h2, main h1");
  document.getElementById("live").textContent = shown ? shown.innerText : "";
}
