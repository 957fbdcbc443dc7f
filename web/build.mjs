// web/src -> src/lapwing/explorer/static/explorer.js, and the licences of what is in it.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const result = await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  outfile: "../src/lapwing/explorer/static/explorer.js",
});
const used = new Set(Object.keys(result.metafile.inputs).map((f) => f.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
const parts = [...used].sort().map((name) => {
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
});
parts.push("Natural Earth, through world-atlas 2.0.2 (public domain; the package is ISC): the outlines in src/lapwing/figures/data/world.json\n");
writeFileSync("../src/lapwing/explorer/static/THIRD_PARTY.txt", parts.join("\n---\n\n"));
console.log(Object.values(result.metafile.outputs).map((o) => `${o.bytes} bytes`).join(), [...used].join(" "));
