import { colours, thin } from '../ui/sheet.js';

/**
 * The preview's whole style, for one constructed sheet. The layer of outlines covers the window and takes no input; nothing of it
 * is in the page's flow.
 */
export const previewLook = (theme: 'light' | 'dark' | 'system'): string =>
  `:host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483646!important;display:block!important;pointer-events:none!important;direction:ltr!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box;margin:0}
[hidden]{display:none!important}
${colours(theme, '.panel,.layer')}
.layer{position:absolute;inset:0;overflow:hidden}
.mark{position:absolute;border:2px solid var(--accent);border-radius:4px;box-shadow:0 0 0 1.5px var(--bg),inset 0 0 0 1.5px var(--bg)}
.mark span{position:absolute;right:-2px;top:-2px;max-width:100%;padding:0 6px;overflow:hidden;border-radius:0 4px;background:var(--accent);color:var(--bg);
font:600 11px/17px system-ui,sans-serif;white-space:nowrap;text-overflow:ellipsis}
.panel{position:absolute;left:clamp(8px,var(--left,20px),max(8px,100vw - 200px));bottom:20px;display:flex;flex-direction:column;
max-width:calc(100vw - 16px);pointer-events:auto;background:var(--bg);color:var(--ink);border:1px solid ${thin(16)};border-radius:14px;
box-shadow:0 12px 40px #0004;font:14px/1.45 system-ui,sans-serif;overflow:hidden;overflow-wrap:anywhere}
.panel.placed{bottom:auto;top:clamp(8px,var(--top),max(8px,100vh - 64px))}
.bar{display:flex;align-items:center;gap:2px;padding:6px;cursor:grab;touch-action:none;user-select:none;-webkit-user-select:none}
.bar:active{cursor:grabbing}
.title{flex:1;min-width:0;padding:0 2px;font-weight:600;font-size:13px;line-height:1.3}
button{display:flex;flex:none;padding:6px;border:0;border-radius:9px;background:none;color:${thin(70)};cursor:pointer}
button:hover{background:${thin(8)}}
button:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
button:disabled{opacity:.4;cursor:default}
.grip{cursor:inherit}
svg{width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.stage{position:relative;overflow:hidden;background:${thin(6)};border-block:1px solid ${thin(16)}}
.surface{position:absolute;left:0;top:0;transform-origin:0 0}
.note{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;padding:12px 20px;background:${thin(6)};color:${thin(70)};text-align:center}
.foot{padding:7px 12px;color:${thin(70)};font-size:12.5px}`;
