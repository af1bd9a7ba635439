import { ASSIST_STYLE } from '../assist/style.js';

/** The viewer's look. Two sets of colours, by the agent's own preference; sizes in px so that the console's root size is no matter. */
export const STYLE = `
:host { all: initial; display: block; position: relative; width: 100%; height: 100%; min-height: 320px; contain: strict;
  --ink: #17202b; --soft: #556171; --line: #dbe1e8; --face: #ffffff; --floor: #e9edf2; --tint: #f2f5f8; --accent: #0b62d6;
  --good: #12805c; --warn: #b35c00; --bad: #b3261e; --ring: #0b62d6; color-scheme: light; }
@media (prefers-color-scheme: dark) {
  :host { --ink: #e8edf3; --soft: #a3afbd; --line: #2f3945; --face: #171d25; --floor: #0d1116; --tint: #212a34; --accent: #6fb1ff;
    --good: #4fd1a1; --warn: #f0a850; --bad: #ff8a80; --ring: #6fb1ff; color-scheme: dark; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.viewer { position: absolute; inset: 0; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); background: var(--floor); color: var(--ink);
  container: viewer / inline-size; font: 14px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.bar { position: relative; z-index: 2; display: flex; align-items: center; gap: 6px 10px; min-width: 0; height: 48px; padding: 0 10px; background: var(--face);
  border-bottom: 1px solid var(--line); }
.bar > * { flex: none; }
.bar > .room { flex: 1 0 auto; display: flex; justify-content: center; }
.bar > .light { margin-left: auto; max-width: 260px; }
.bar .words { position: absolute; clip-path: inset(50%); }
.view, .exit { display: inline-flex; align-items: center; gap: 4px; }
.menu { position: absolute; right: 8px; top: calc(100% + 6px); display: grid; gap: 10px; width: min(320px, calc(100% - 16px)); max-height: min(80vh, 680px);
  overflow: auto; padding: 10px; border-radius: 12px; background: var(--face); border: 1px solid var(--line); box-shadow: 0 10px 30px rgb(15 25 40 / .24); }
.menu .tools, .menu .view, .menu .exit, .menu .people, .menu .zoom { display: grid; align-items: stretch; gap: 2px; background: none; padding: 0; }
.menu .zoom { grid-template-columns: repeat(4, 1fr); }
.menu .confirm { flex-wrap: wrap; white-space: normal; }
.menu button { justify-content: flex-start; height: 36px; }
.menu .words, .menu .text { position: static; clip-path: none; display: inline; }
.menu .zoom .words, .menu .pin .words { position: absolute; clip-path: inset(50%); }
.menu .zoom button, .menu .colors button { justify-content: center; }
.menu .picker { display: grid; }
.menu .colors { position: static; box-shadow: none; }
.menu .pin, .menu .room { display: flex; align-items: center; }
.menu .address { white-space: normal; border-radius: 9px; }
.menu > * + * { border-top: 1px solid var(--line); padding-top: 10px; border-radius: 0; }
.address { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; max-width: 560px; padding: 4px 12px; border-radius: 999px;
  background: var(--tint); color: var(--soft); font-size: 12.5px; }
.address b { color: var(--ink); font-weight: 600; }
.light { display: inline-flex; align-items: center; gap: 7px; font-weight: 600; font-size: 13px; white-space: nowrap; }
.light i { width: 9px; height: 9px; border-radius: 50%; background: var(--soft); }
.light.live i { background: var(--good); box-shadow: 0 0 0 3px color-mix(in srgb, var(--good) 22%, transparent); }
.light.wait i { background: var(--warn); }
.light.over i { background: var(--bad); }
.group { display: inline-flex; align-items: center; gap: 2px; padding: 2px; border-radius: 9px; background: var(--tint); }
.pin { gap: 6px; padding-left: 10px; font-size: 13px; color: var(--soft); white-space: nowrap; }
.pin b { color: var(--ink); font: 600 14px/1 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: .06em; }
button { appearance: none; display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-width: 32px; height: 32px; margin: 0; padding: 0 8px;
  border: 1px solid transparent; border-radius: 7px; background: transparent; color: var(--ink); font: inherit; font-size: 13px; font-weight: 600; cursor: pointer; }
button:hover { background: color-mix(in srgb, var(--ink) 9%, transparent); }
button:active { background: color-mix(in srgb, var(--ink) 15%, transparent); }
button:focus-visible, .stage:focus-visible { outline: 2px solid var(--ring); outline-offset: -2px; }
button[aria-pressed=true] { color: var(--accent); }
button.danger { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 40%, transparent); }
button.sure { background: var(--bad); color: var(--face); }
button.sure:hover { background: color-mix(in srgb, var(--bad) 86%, var(--ink)); }
.icon { width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.scale { min-width: 52px; font-variant-numeric: tabular-nums; }
.rules { display: inline-flex; align-items: center; gap: 5px; color: var(--soft); font-size: 12.5px; white-space: nowrap; }
.rules b { color: var(--ink); font: 600 12.5px/1 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.people { display: flex; gap: 4px; margin: 0; padding: 0; list-style: none; }
.people li { display: inline-flex; align-items: center; gap: 6px; max-width: 160px; padding: 3px 10px 3px 3px; border-radius: 999px; background: var(--tint); font-size: 12.5px; }
.people span { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.people i { flex: none; display: grid; place-items: center; width: 24px; height: 24px; border-radius: 50%; background: var(--accent); color: var(--face);
  font: 600 11px/1 system-ui, sans-serif; }
.people li.customer i { background: var(--good); }
.people li.lost { opacity: .55; }
.confirm { display: inline-flex; align-items: center; gap: 6px; font-size: 13px; white-space: nowrap; }
.desk { position: relative; min-height: 0; }
.stage { position: absolute; inset: 0; overflow: auto; outline: none; }
.stage.fit { overflow: hidden; }
.sheet { position: absolute; }
.surface { position: absolute; left: 0; top: 0; transform-origin: 0 0; overflow: hidden; }
.layer { position: absolute; inset: 0; overflow: hidden; touch-action: none; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tools { display: inline-flex; align-items: center; gap: 2px; padding: 2px; border-radius: 9px; background: var(--tint); }
.tool { position: relative; padding: 0 6px; }
.tool[aria-pressed=true] { background: var(--accent); color: var(--face); }
.tool:disabled { opacity: .4; cursor: default; background: none; }
.why { padding: 0 10px; color: var(--soft); font-size: 12.5px; }
.dot { width: 16px; height: 16px; border-radius: 50%; box-shadow: 0 0 0 2px var(--face), 0 0 0 3px var(--line); forced-color-adjust: none; }
.picker { position: relative; display: inline-flex; }
.colors { position: absolute; z-index: 2; left: 0; top: calc(100% + 6px); display: grid; grid-template-columns: repeat(4, 36px); gap: 2px; padding: 6px;
  border-radius: 10px; background: var(--face); border: 1px solid var(--line); box-shadow: 0 10px 30px rgb(15 25 40 / .2); }
.colors .tool { height: 36px; }
.colors .tool[aria-pressed=true] { background: var(--tint); box-shadow: inset 0 0 0 2px var(--accent); }
.snap { position: absolute; outline: 2px dashed var(--accent); outline-offset: 2px; border-radius: 2px; pointer-events: none; }
.layer[data-mode=draw] { cursor: crosshair; }
.overlay { position: absolute; inset: 0; pointer-events: none; }
.zoomed { position: absolute; border-radius: 2px; box-shadow: 0 0 0 2px var(--accent), 0 0 0 9999px rgb(10 20 30 / .28); pointer-events: none; }
.layer.panning { cursor: grabbing; }
.layer[data-mode=laser], .layer[data-mode=laser] * { cursor: none; }
.curtain { position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; background: var(--floor); text-align: center; }
.curtain.thin { background: color-mix(in srgb, var(--floor) 72%, transparent); }
.curtain .note { max-width: 420px; padding: 24px 28px; border-radius: 14px; background: var(--face); border: 1px solid var(--line); box-shadow: 0 10px 30px rgb(15 25 40 / .14); }
.curtain h2 { margin: 0 0 6px; font-size: 17px; line-height: 1.3; font-weight: 650; text-wrap: balance; }
.curtain p { margin: 0; color: var(--soft); text-wrap: pretty; }
.curtain .spin { display: inline-block; width: 22px; height: 22px; margin-bottom: 12px; border-radius: 50%; border: 2.5px solid var(--line); border-top-color: var(--accent); animation: spin 0.9s linear infinite; }
@keyframes spin { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .curtain .spin { animation-duration: 4s; } }
@container viewer (max-width: 1900px) { .bar > .rules span { position: absolute; clip-path: inset(50%); } }
@container viewer (max-width: 1640px) { .bar > .rules b, .bar > .people span { position: absolute; clip-path: inset(50%); } .bar > .people li { padding: 3px; } }
@container viewer (max-width: 1440px) { .address { max-width: 420px; } .bar > .room .host { position: absolute; clip-path: inset(50%); } .bar > * .text { position: absolute; clip-path: inset(50%); } }
@container viewer (max-width: 560px) { .bar { gap: 4px; padding: 0 6px; } .bar > .light.live span { position: absolute; clip-path: inset(50%); } .bar > .light { max-width: 120px; } }
.bar .menu .text { position: static; clip-path: none; }
.slot:not(:has(> :not([hidden]))) { display: none; }
.bar[data-tight] .assist-open span { position: absolute; clip-path: inset(50%); }
.bar[data-tight] .assist, .bar[data-tight] .assist-control, .bar[data-tight] .assist-quick { gap: 2px; }
.bar[data-tight] .assist-quick button { display: block; max-width: 128px; padding: 0 5px; overflow: hidden; text-overflow: ellipsis; }
.light span { overflow: hidden; text-overflow: ellipsis; }
.light i { flex: none; }
${ASSIST_STYLE}`;
