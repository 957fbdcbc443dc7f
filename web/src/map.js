// The map comes closer with the wheel (while Ctrl is held, or once it has been clicked), moves with a drag, and goes back with a double click. Marks keep their size.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

export function lively(box) {
  box.addEventListener("dragstart", (event) => event.preventDefault()); // marks are links, and links would be dragged
  const svg = select(box).select("svg");
  const scene = svg.select(".scene");
  const spots = scene.selectAll(".spot");
  spots.each(function () { this.dataset.at ??= this.getAttribute("transform").split(" ")[0]; });
  const [, , width, height] = svg.attr("viewBox").split(" ").map(Number);
  const behaviour = zoom()
    .scaleExtent([1, 24])
    .translateExtent([[0, 0], [width, height]])
    .filter((event) => (event.type === "wheel" ? event.ctrlKey || box.classList.contains("zoomed") || box.matches(":focus-within") : !event.button))
    .on("zoom", ({ transform }) => {
      scene.attr("transform", transform);
      box.classList.toggle("zoomed", transform.k > 1);
      spots.attr("transform", function () { return `${this.dataset.at} scale(${1 / Math.sqrt(transform.k)})`; });
    });
  const [x, y, k] = scene.attr("transform").match(/[-\d.]+/g).map(Number); // as the page was drawn
  svg.call(behaviour).call(behaviour.transform, zoomIdentity.translate(x, y).scale(k));
  svg.on("dblclick.zoom", () => svg.call(behaviour.transform, zoomIdentity));
  const tools = select(box).append("div").attr("class", "map-tools");
  for (const [label, name, factor] of [["+", "Closer", 1.8], ["−", "Farther", 1 / 1.8]])
    tools.append("button").attr("type", "button").attr("class", "plain").attr("aria-label", name).attr("title", name).text(label).on("click", () => svg.call(behaviour.scaleBy, factor));
}
