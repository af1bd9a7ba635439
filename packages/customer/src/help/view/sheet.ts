/** Beside the panel's own style, whose colours it takes. What holds remote assist never scrolls away; the rest does where it has no room. */
export const HELP_SHEET = `.holder{display:flex;flex:none;align-items:center;gap:8px;margin:0 14px 8px;padding:8px 8px 8px 12px;border:2px solid var(--who);border-radius:10px}
.acting{box-shadow:0 0 0 4px color-mix(in srgb,var(--who) 45%,#0000)}
.holder p{flex:1;max-height:126px;overflow:auto;font-weight:600}
.holder p small{display:block;font-weight:400;font-size:12px}
.holder button{flex:none;background:var(--bad);color:var(--bg);border-color:transparent}
.holder button:focus-visible{outline:2px solid var(--ink)}
.help{flex:0 1 auto;min-height:0;overflow:auto;padding:0 14px 6px}
.help .ask{margin-top:4px}
.help .row{margin-top:8px}
.help~.body{min-height:64px}
.tools{display:flex;flex-wrap:wrap;gap:4px;margin-top:8px}
.tools button{padding:5px 8px;font-size:12px}
input[type=color]{width:34px;height:30px;padding:2px;border:1px solid;border-radius:8px;background:none;cursor:pointer}
input:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.help ul{margin:6px 0 0;padding:0;list-style:none}
.help label{display:flex;gap:8px;padding:4px 0;cursor:pointer}
.help label span{flex:1}
.help b{display:block;font-weight:600}
.help del{opacity:.7}
.help ins{font-weight:600;text-decoration:none}
button:disabled{opacity:.5;cursor:default}
@media(max-height:400px){.title{max-height:42px;overflow:auto}.holder{margin-bottom:4px;padding-block:4px}.holder p{max-height:46px}}`;
