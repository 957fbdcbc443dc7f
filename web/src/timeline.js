// A drag over the timeline chooses its days.
import { go } from "./reading.js";

export function lively(box) {
  box.addEventListener("dragstart", (event) => event.preventDefault()); // marks are links, and links would be dragged
  const svg = box.querySelector("svg");
  const bars = [...svg.querySelectorAll(".bar")];
  if (!bars.length) return;
  const across = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
  const slots = bars.map((bar) => { const r = bar.querySelector("rect"); return [Number(r.getAttribute("x")), Number(r.getAttribute("x")) + Number(r.getAttribute("width"))]; });
  const barAt = (x) => { const n = slots.findIndex(([, end]) => x < end); return n < 0 ? bars.length - 1 : n; };
  let from = null, shade = null;
  svg.addEventListener("pointerdown", (event) => { if (!event.button) from = across(event); });
  addEventListener("pointermove", (event) => {
    if (from === null || !svg.isConnected) return;
    const [a, b] = [barAt(from), barAt(across(event))].sort((x, y) => x - y);
    if (!shade && Math.abs(across(event) - from) < 6) return;
    if (!shade) {
      shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shade.setAttribute("class", "brushing");
      svg.append(shade);
    }
    shade.setAttribute("x", slots[a][0]);
    shade.setAttribute("width", slots[b][1] - slots[a][0]);
    shade.setAttribute("y", 10);
    shade.setAttribute("height", 192);
  });
  addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [a, b] = [barAt(from), barAt(across(event))].sort((x, y) => x - y);
    from = null;
    if (!shade || !svg.isConnected) return;
    svg.addEventListener("click", (e) => { e.preventDefault(); e.stopPropagation(); }, { capture: true, once: true });
    const url = new URL(location.href);
    url.searchParams.set("since", bars[a].dataset.first);
    url.searchParams.set("until", bars[b].dataset.last);
    for (const name of ["page", "sel"]) url.searchParams.delete(name);
    shade.remove();
    shade = null;
    go(url);
  });
}
