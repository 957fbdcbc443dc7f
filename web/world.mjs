// The outlines of countries -> one JSON file of SVG paths in Equal Earth, so that pages need neither tiles nor a network.
// Natural Earth (public domain) through world-atlas, 1:50 million, simplified; d3-geo cuts on the sphere, so nothing is torn at the 180th meridian.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { geoEqualEarth, geoPath, geoArea } from "d3-geo";
import { feature } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";
import countries from "i18n-iso-countries";

const WIDTH = 960, HEIGHT = 467;
// This share of the points stays: enough for a map of a continent, and 200 kB of outlines.
const KEPT = 0.22;
// Rings smaller than this are left out, but never the largest of a country. Square pixels.
const LEAST_RING = 0.35;
// Natural Earth gives these no ISO number.
const WITHOUT_NUMBER = { Kosovo: "KOS", "N. Cyprus": "CYP", Somaliland: "SOM" };

const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8"));
const weighted = presimplify(atlas);
const slim = simplify(weighted, quantile(weighted, KEPT));
const projection = geoEqualEarth().precision(0.5).fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" });
const path = geoPath(projection).digits(1);

function withoutSpecks(f) {
  if (f.geometry.type !== "MultiPolygon") return f;
  const sized = f.geometry.coordinates.map((p) => [path.area({ type: "Polygon", coordinates: p }), p]);
  const largest = Math.max(...sized.map(([area]) => area));
  const kept = sized.filter(([area]) => area >= LEAST_RING || area === largest).map(([, p]) => p);
  return { ...f, geometry: { type: "MultiPolygon", coordinates: kept } };
}

const shapes = feature(slim, slim.objects.countries).features.map(withoutSpecks).map((f) => ({
  code: countries.numericToAlpha3(f.id) ?? WITHOUT_NUMBER[f.properties.name] ?? null,
  name: f.properties.name,
  area: geoArea(f),
  d: path(f),
}));
shapes.sort((a, b) => b.area - a.area); // small ones are drawn last, so that they can be clicked
const [x0, y0] = projection.translate();
mkdirSync("../src/lapwing/figures/data", { recursive: true });
writeFileSync(
  "../src/lapwing/figures/data/world.json",
  JSON.stringify({
    source: "Natural Earth through world-atlas 2.0.2, public domain; simplified and projected by web/world.mjs",
    width: WIDTH,
    height: HEIGHT,
    scale: projection.scale(),
    x: x0,
    y: y0,
    sphere: path({ type: "Sphere" }),
    countries: shapes.filter((s) => s.d).map(({ code, name, d }) => ({ code, name, d })),
  }) + "\n",
);
console.log(`${shapes.length} countries, without a code: ${shapes.filter((s) => !s.code).map((s) => s.name)}`);
for (const [lon, lat] of [[0, 0], [151.2, -33.9], [-70, 45]]) console.log(lon, lat, projection([lon, lat]));
