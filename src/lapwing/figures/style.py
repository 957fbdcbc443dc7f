"""The colours of figures, for light and dark. Quad classes are told apart by people who see fewer colours (Okabe and Ito 2008), and by shape besides."""

from __future__ import annotations

STYLE = """
:root { --q1: #56b4e9; --q2: #0072b2; --q3: #e69f00; --q4: #d55e00; --ink: #1b1f24; --soft: #5b6672; --faint: #d9dee3; --land: #e9edf0; --shore: #ffffff;
  --sea: #f7f9fb; --paper: #ffffff; --chosen: #1b1f24; --bar: #aab4bf; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --q1: #56b4e9; --q2: #4a9be0; --q3: #f0b429; --q4: #f0793a; --ink: #e6eaee; --soft: #9aa5b1;
  --faint: #333b44; --land: #2a323a; --shore: #171b20; --sea: #1d2228; --paper: #171b20; --chosen: #ffffff; --bar: #5b6672; } }
:root[data-theme=dark] { --q1: #56b4e9; --q2: #4a9be0; --q3: #f0b429; --q4: #f0793a; --ink: #e6eaee; --soft: #9aa5b1;
  --faint: #333b44; --land: #2a323a; --shore: #171b20; --sea: #1d2228; --paper: #171b20; --chosen: #ffffff; --bar: #5b6672; }
.figure { width: 100%; height: auto; display: block; font: 11px system-ui, sans-serif; }
.figure text { fill: var(--soft); }
.figure .q1 { fill: var(--q1); } .figure .q2 { fill: var(--q2); } .figure .q3 { fill: var(--q3); } .figure .q4 { fill: var(--q4); }
.figure .pages { fill: var(--bar); }
.figure .rule { stroke: var(--faint); stroke-width: 1; fill: none; }
.figure a { cursor: pointer; }
.figure a:hover > :not(title), .figure a:focus-visible > :not(title) { filter: brightness(1.15); stroke: var(--chosen); stroke-width: 1.5; }
.figure a:focus-visible { outline: none; }
.world .sea { fill: var(--sea); } .world .land { fill: var(--land); stroke: var(--shore); stroke-width: .5; vector-effect: non-scaling-stroke; }
.world .mark { stroke: var(--paper); stroke-width: 1; fill-opacity: .82; vector-effect: non-scaling-stroke; }
.world .mark.vague { fill-opacity: .18; stroke-width: 1.6; stroke-dasharray: 3 2; }
.world .q1.vague { stroke: var(--q1); } .world .q2.vague { stroke: var(--q2); } .world .q3.vague { stroke: var(--q3); } .world .q4.vague { stroke: var(--q4); }
.matrix .cell { stroke: var(--paper); stroke-width: 1; } .matrix text, .network text { fill: var(--ink); }
.calendar .day { fill: var(--land); } .calendar .on { fill: var(--q2); }
.network .tie { stroke-opacity: .55; fill: none; } .network .tie.q1 { stroke: var(--q1); fill: none; } .network .tie.q2 { stroke: var(--q2); fill: none; }
.network .tie.q3 { stroke: var(--q3); fill: none; } .network .tie.q4 { stroke: var(--q4); fill: none; }
.network .node { fill: var(--soft); stroke: var(--paper); stroke-width: 1.5; }
.network text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
"""
