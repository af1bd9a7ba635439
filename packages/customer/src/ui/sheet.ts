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
 * The panel's place is a rule of its own (`spot.ts`); what has no room in a small window scrolls, and `Stop` stays in sight.
 */
export const sheetText = (theme: 'light' | 'dark' | 'system'): string =>
  `:host{all:initial!important;position:fixed!important;z-index:2147483647!important;display:block!important;direction:ltr!important;
--y:20px!important;bottom:20px!important;right:clamp(8px,20px,max(8px,100vw - 304px))!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
${colours(theme, '.panel')}
.panel{display:flex;flex-direction:column;width:min(296px,100vw - 16px);
max-height:calc(100dvh - 8px - var(--y));background:var(--bg);color:var(--ink);border:1px solid ${thin(16)};border-radius:14px;
box-shadow:0 8px 32px #0003;font:14px/1.45 system-ui,sans-serif;overflow:hidden;overflow-wrap:anywhere}
.bar,.pin,.row,button{display:flex;align-items:center;gap:8px}
.bar{padding:8px 8px 8px 6px;cursor:grab;touch-action:none;user-select:none;-webkit-user-select:none}
.title{flex:1;font-weight:600}
.dot{flex:none;width:9px;height:9px;border-radius:9px;background:${thin(70)}}
.wait .dot{background:var(--wait)}
.live .dot{background:var(--accent)}
.bad .dot{background:var(--bad)}
.body{padding:2px 14px 14px;overflow:auto;scroll-padding-bottom:72px}
.hint,.code{color:${thin(70)}}
.code{font-size:12px}
.pin{justify-content:space-between;margin-top:8px;padding:8px 8px 8px 14px;border-radius:10px;background:${thin(6)}}
.digits{display:flex;flex-wrap:wrap;gap:0 10px;font:600 27px/1.2 ui-monospace,monospace;user-select:all;-webkit-user-select:all}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.row,.peek{margin-top:12px}
.peek{width:100%}
.body>.row{position:sticky;bottom:0;padding:6px 0;background:var(--bg)}
[aria-pressed=true]{border-color:var(--accent);background:color-mix(in srgb,var(--accent) 10%,var(--bg));color:var(--accent)}
.rules{margin-top:10px;font-size:12px}summary{cursor:pointer}
button{justify-content:center;padding:7px 12px;border:1px solid ${thin(16)};border-radius:9px;background:var(--bg);color:inherit;font:inherit;cursor:pointer}
button:hover{background:${thin(6)}}
button:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.row button{flex:1;align-self:stretch}
.row .exit{background:var(--accent);color:var(--bg)}
.row .exit:focus-visible{outline:2px solid var(--ink)}
.bar button{padding:5px;border-color:transparent;background:none;color:${thin(70)};cursor:inherit}
.grip::before,.fold::before{content:'';width:16px;height:16px}
.grip::before{background:radial-gradient(currentColor 1px,#0000 1.4px)3px 1px/5px 5px;clip-path:inset(1px 3px)}
.fold::before{background:currentColor;clip-path:polygon(16% 34%,50% 68%,84% 34%,92% 42%,50% 84%,8% 42%)}
.fold[aria-expanded=false]::before{transform:rotate(180deg)}`;
