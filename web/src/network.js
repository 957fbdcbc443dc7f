// The network: parties that deal much with one another move together, and can be dragged.
import { drag } from "d3-drag";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { select } from "d3-selection";

export function lively(box) {
  box.addEventListener("dragstart", (event) => event.preventDefault()); // marks are links, and links would be dragged
  const svg = select(box).select("svg");
  const [, , width, height] = svg.attr("viewBox").split(" ").map(Number);
  const parties = svg.selectAll(".party").nodes();
  const nodes = parties.map((element) => {
    const [, x, y] = element.getAttribute("transform").match(/translate\(([-\d.]+),([-\d.]+)\)/).map(Number);
    return { id: element.dataset.party, element, x, y, r: Number(element.querySelector("circle").getAttribute("r")) };
  });
  const known = new Map(nodes.map((n) => [n.id, n]));
  const ties = svg.selectAll(".link").nodes().map((element) => ({ element, path: element.querySelector(".tie"), tip: element.querySelector(".way"), source: element.dataset.from, target: element.dataset.to, w: Number(element.querySelector(".tie").getAttribute("stroke-width")), bend: element.querySelector(".way") ? 0.15 : 0 }))
    .filter((t) => known.has(t.source) && known.has(t.target));
  if (nodes.length < 3) return;
  const draw = () => {
    for (const n of nodes) {
      n.x = Math.max(n.r + 14, Math.min(width - n.r - 14, n.x));
      n.y = Math.max(n.r + 18, Math.min(height - n.r - 6, n.y));
      n.element.setAttribute("transform", `translate(${n.x.toFixed(1)},${n.y.toFixed(1)})`);
    }
    for (const { path, tip, source: a, target: b, bend } of ties) {
      const mx = (a.x + b.x) / 2 - (b.y - a.y) * bend, my = (a.y + b.y) / 2 + (b.x - a.x) * bend;
      path.setAttribute("d", `M${a.x.toFixed(1)},${a.y.toFixed(1)}Q${mx.toFixed(1)},${my.toFixed(1)} ${b.x.toFixed(1)},${b.y.toFixed(1)}`);
      const turn = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
      tip?.setAttribute("transform", `translate(${((a.x + b.x) / 4 + mx / 2).toFixed(1)},${((a.y + b.y) / 4 + my / 2).toFixed(1)}) rotate(${turn.toFixed(0)})`);
    }
  };
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(ties).id((n) => n.id).distance(90).strength((t) => 0.03 + t.w / 30))
    .force("charge", forceManyBody().strength(-190))
    .force("x", forceX(width / 2).strength(0.07))
    .force("y", forceY(height / 2).strength(0.09))
    .force("collide", forceCollide((n) => n.r + 15))
    .stop();
  simulation.tick(240); // no dance: the picture stands still when it appears
  draw();
  simulation.on("tick", draw);
  svg.selectAll(".party").data(nodes).call(
    drag()
      .on("start", (event) => { if (!event.active) simulation.alphaTarget(0.2).restart(); event.subject.fx = event.subject.x; event.subject.fy = event.subject.y; })
      .on("drag", (event) => { event.subject.fx = event.x; event.subject.fy = event.y; })
      .on("end", (event) => { if (!event.active) simulation.alphaTarget(0); event.subject.fx = event.subject.fy = null; }),
  );
}
