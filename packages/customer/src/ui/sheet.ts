const LIGHT = '--bg:#fff;--ink:#16202c;--accent:#0b6b5d;--wait:#b26a00;--bad:#b3261e';
const DARK = '--bg:#161d26;--ink:#eef2f6;--accent:#5fd0b8;--wait:#f0b04a;--bad:#ff8a80';
/** The text colour thinned with the background's: quiet text, lines and fills of either theme. */
export const thin = (percent: number): string => `color-mix(in srgb,var(--ink) ${percent}%,var(--bg))`;

/** The colours of a theme, as rules for the elements `selector` matches. */
export const colours = (theme: 'light' | 'dark' | 'system', selector: string): string =>
  `${selector}{${theme === 'dark' ? DARK : LIGHT}}${theme === 'system' ? `@media(prefers-color-scheme:dark){${selector}{${DARK}}}` : ''}`;

/**
 * The widget's whole style, for one constructed sheet: no inline style, so the strictest CSP lets it pass. `!important` on the
 * host makes ours win over the page's rules for it; from there on nothing of the page is inherited.
 * `--sightline-right` and `--sightline-bottom` are the panel's place; the clamps keep it reachable in a window made smaller.
 */
export const sheetText = (theme: 'light' | 'dark' | 'system'): string =>
  `:host{all:initial!important;position:fixed!important;z-index:2147483647!important;display:block!important;direction:ltr!important;
right:clamp(8px,var(--sightline-right),max(8px,100vw - 304px))!important;bottom:clamp(8px,var(--sightline-bottom),max(8px,100vh - 64px))!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
${colours(theme, '.panel')}
.panel{width:min(296px,100vw - 16px);background:var(--bg);color:var(--ink);border:1px solid ${thin(16)};border-radius:14px;
box-shadow:0 8px 32px #0003;font:14px/1.45 system-ui,sans-serif;overflow:hidden;overflow-wrap:anywhere}
.bar,.pin,.row,button{display:flex;align-items:center;gap:8px}
.bar{padding:8px 8px 8px 6px;cursor:grab;touch-action:none;user-select:none;-webkit-user-select:none}
.bar:active{cursor:grabbing}
.title{flex:1;font-weight:600}
.dot{flex:none;width:9px;height:9px;border-radius:9px;background:${thin(70)}}
.wait .dot{background:var(--wait)}
.live .dot{background:var(--accent)}
.bad .dot{background:var(--bad)}
.body{padding:2px 14px 14px}
.hint,.code{color:${thin(70)}}
.code{font-size:12px}
.pin{justify-content:space-between;margin-top:8px;padding:8px 8px 8px 14px;border-radius:10px;background:${thin(6)}}
.ask{margin-top:10px;padding:10px 12px;border:1px solid var(--wait);border-radius:10px}
.digits{display:flex;flex-wrap:wrap;gap:0 10px;font:600 27px/1.2 ui-monospace,monospace;user-select:all;-webkit-user-select:all}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.row,.peek{margin-top:12px}
.peek{width:100%}
[aria-pressed=true]{border-color:var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--bg));color:var(--accent)}
.rules{margin-top:10px;font-size:12px}summary{cursor:pointer}
button{justify-content:center;padding:7px 12px;border:1px solid ${thin(16)};border-radius:9px;background:var(--bg);color:inherit;font:inherit;cursor:pointer}
button:hover{background:${thin(6)}}
button:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.row button{flex:1}
.row .exit{background:var(--accent);color:var(--bg)}
.row .exit:focus-visible{outline:2px solid var(--ink)}
.row .exit:hover{filter:brightness(1.1)}
.bar button{padding:5px;border-color:transparent;background:none;color:${thin(70)};cursor:inherit}
.fold[aria-expanded=false] svg{transform:rotate(180deg)}
.copy{font-size:13px}
svg{width:16px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}`;
