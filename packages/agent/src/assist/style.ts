/** The look of remote assist: its place in the toolbar, and what stands over the mirror while the agent acts. */
export const ASSIST_STYLE = `
.assist, .assist-control { display: inline-flex; align-items: center; gap: 6px; }
.assist-control { position: relative; }
.assist-open { gap: 7px; border-color: var(--line); white-space: nowrap; }
.assist-open i { width: 9px; height: 9px; border-radius: 50%; background: var(--soft); }
.assist-control[data-state=asked] .assist-open i, .assist-control[data-state=taken] .assist-open i { background: var(--warn); }
.assist-control[data-state=held] .assist-open i { background: var(--good); box-shadow: 0 0 0 3px color-mix(in srgb, var(--good) 22%, transparent); }
.assist-quick { display: inline-flex; align-items: center; gap: 6px; font-size: 13px; white-space: nowrap; }
.assist-panel { position: absolute; z-index: 3; top: calc(100% + 8px); left: 0; width: min(340px, 86vw); padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px;
  background: var(--face); box-shadow: 0 10px 30px rgb(15 25 40 / .18); }
.assist-panel p { margin: 4px 0 10px; color: var(--soft); text-wrap: pretty; }
.assist-panel fieldset { display: grid; gap: 4px; margin: 0 0 12px; padding: 0; border: 0; }
.assist-panel legend { padding: 0; color: var(--soft); font-size: 12.5px; }
.assist-panel label { display: flex; align-items: center; gap: 8px; min-height: 28px; }
.assist-steps { display: flex; flex-wrap: wrap; gap: 8px; }
.assist-steps button { border-color: var(--line); }
button.accent { background: var(--accent); color: var(--face); border-color: transparent; }
button.accent:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
button:disabled { opacity: .5; cursor: default; }
.spoken { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.navigation, .navigation form { display: inline-flex; align-items: center; gap: 4px; }
.navigation input, .popup input, .proposal input { height: 32px; padding: 0 8px; border: 1px solid var(--line); border-radius: 7px; background: var(--face); color: var(--ink); font: inherit; font-size: 13px; }
.navigation { margin-top: 12px; }
.navigation input { width: 150px; }
.layer[data-mode=assist] { cursor: default; }
.typing { position: absolute; left: 0; top: 0; width: 1px; height: 1em; margin: 0; padding: 0; border: 0; outline: none; resize: none; overflow: hidden; opacity: 0; white-space: pre;
  font: 16px/1 system-ui, sans-serif; }
.typed { position: absolute; border-radius: 3px; box-shadow: 0 0 0 2px var(--good), 0 0 0 5px color-mix(in srgb, var(--good) 25%, transparent); pointer-events: none; }
.caret { position: absolute; margin-left: -1px; border-left: 2px solid #0b62d6; pointer-events: none; animation: caret 1.06s steps(1) infinite; }
@keyframes caret { 50% { opacity: 0; } }
.marks i { position: absolute; background: rgb(11 98 214 / .28); pointer-events: none; }
.note-here { position: absolute; z-index: 2; max-width: 260px; padding: 6px 10px; border-radius: 8px; background: #17202b; color: #fff; font-size: 12.5px; box-shadow: 0 4px 14px rgb(0 0 0 / .3); pointer-events: none; }
.popup { position: absolute; z-index: 1; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--face); color: var(--ink); box-shadow: 0 8px 24px rgb(15 25 40 / .25); pointer-events: auto; }
.popup.shown { border-style: dashed; pointer-events: none; }
.popup p { margin: 0; padding: 4px 10px; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 12px; }
.popup ul { margin: 0; padding: 4px 0; list-style: none; outline: none; }
.popup li { min-height: 24px; padding: 2px 12px; font-size: 13px; white-space: nowrap; cursor: default; }
.popup .group-name { color: var(--soft); font-weight: 600; }
.popup li[aria-selected=true]::after { content: " ✓"; }
.popup li.active { background: color-mix(in srgb, var(--accent) 18%, var(--face)); }
.popup li[aria-disabled=true] { opacity: .5; }
.popup form { display: flex; gap: 6px; padding: 8px; }
.layer[data-mode=propose] { cursor: cell; }
.propose-toggle { border-color: var(--line); }
.drafts > .draft { position: absolute; margin: 0; padding: 0 6px; border: 2px dashed var(--accent); border-radius: 4px; background: color-mix(in srgb, var(--face) 92%, var(--accent)); color: var(--ink);
  font-family: inherit; pointer-events: auto; resize: none; }
.drafts > .draft.changed { border-style: solid; }
.proposal { position: fixed; z-index: 2; right: 12px; bottom: 12px; width: min(320px, calc(100% - 24px)); max-height: 60%; overflow: auto; padding: 12px 14px; border: 1px solid var(--line); border-radius: 12px;
  background: var(--face); box-shadow: 0 10px 30px rgb(15 25 40 / .22); font-size: 13px; pointer-events: auto; }
.proposal p { margin: 4px 0 8px; color: var(--soft); }
.proposal p:empty { display: none; }
.proposal .proposal-news { color: var(--ink); }
.proposal ul { display: grid; gap: 4px; margin: 6px 0; padding: 0; list-style: none; }
.proposal li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto; align-items: center; gap: 8px; }
.proposal li > * { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
@media (prefers-reduced-motion: reduce) { .caret { animation: none; } }
@media (forced-colors: active) { .caret { border-color: CanvasText; } .typed { outline: 2px solid Highlight; } }
`;
