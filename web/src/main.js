// The explorer's pages work without this. It makes them quicker: a link changes the page without loading it anew, keys move through the table, and figures can be touched.
import { lively as map } from "./map.js";
import { lively as timeline } from "./timeline.js";
import { lively as network } from "./network.js";
import { startKeys } from "./keys.js";
import { startTheme } from "./theme.js";
import { startReading } from "./reading.js";

function enliven(root) {
  for (const box of root.querySelectorAll("[data-map]")) map(box);
  for (const box of root.querySelectorAll("[data-timeline]")) timeline(box);
  for (const box of root.querySelectorAll("[data-network]")) network(box);
}

startTheme();
startReading(enliven);
startKeys();
enliven(document);
