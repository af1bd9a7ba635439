/** What agents may do something to: every kind of control, scrollers, what opens, what follows a click, a shadow root and a frame. */
const OPEN = `<form id=form onsubmit="event.preventDefault();this.dataset.sent=Number(this.dataset.sent||0)+1">
<input id=name value=Ada maxlength=12><input id=mail type=email value=a@b.example><input id=find type=search><input id=count type=number value=3 min=0 max=50>
<input id=slide type=range min=0 max=100 value=40><input id=day type=date value=2026-05-04><input id=hour type=time value=10:30><input id=month type=month>
<input id=week type=week><input id=tint type=color value=#336699><textarea id=note rows=2>one\ntwo\nthree\nfour\nfive\nsix</textarea>
<input id=news type=checkbox checked><input id=terms type=checkbox><input type=radio name=size value=s checked><input type=radio name=size value=m><input type=radio name=size value=l>
<select id=land><option>at<option selected>be<optgroup label=far><option>jp<option>nz</optgroup></select><select id=many multiple size=3><option>1<option>2<option selected>3<option>4</select>
<select id=list size=2><option>x<option>y<option>z</select><button>send</button><button type=reset>reset</button></form>
<div id=rich contenteditable>some <b>rich</b> text</div>
<details id=more><summary>more</summary><p>unfolded</p></details>
<button id=ask onclick="document.getElementById('dialog').show()">ask</button><dialog id=dialog><input id=inside value=in><form method=dialog><button>close</button></form></dialog>
<button id=add onclick="document.getElementById('rows').append(Object.assign(document.createElement('li'),{textContent:'row'}))">add</button>
<label>upper <input id=upper oninput="this.value=this.value.toUpperCase()"></label><input id=off value=off disabled>
<a href="#here" onclick="event.preventDefault();this.dataset.followed='yes'">stays</a>
<div id=scroller style="height:50px;overflow:auto"><ul id=rows><li>1<li>2<li>3<li>4<li>5<li>6</ul></div>
<div id=host></div><iframe id=frame style="width:300px;height:60px" srcdoc="<!doctype html><body style=margin:0><input id=framed value=framed><input type=checkbox>"></iframe>`;

/** What no agent may change; `.no` marks it. */
const SHUT = `<section class="no mask"><input value=m><textarea>m</textarea><input type=checkbox><select><option>1<option>2</select><div contenteditable>m</div><button>m</button></section>
<input class=no type=password value=pw><input class=no autocomplete=cc-number value=4111111111111111><input class=no type=file>
<section class=no data-cobrowse-block><input value=b><input type=checkbox><select><option>1<option>2</select><details><summary>b</summary>b</details>
<div style="height:30px;overflow:auto"><p style="height:200px">b</p></div><button onclick="this.dataset.hit=1">b</button></section>`;

export const ASSIST_PAGE = `<style>*{overflow-anchor:none;font:12px sans-serif}body{margin:0;height:1400px}p,ul{margin:0}</style>${OPEN}${SHUT}
<div id=cover><input id=covered value=sometimes></div>`;
export const SHADOW = '<input id=shaded value=shaded><input type=checkbox>';

const inShadows = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? inShadows(one.shadowRoot) : [])]);
/** Every element of a page, those in shadow roots too. */
export const elementsOf = inShadows;

const NAMES = 'input,textarea,select,details,dialog,[contenteditable],#rows,#form,a';
const SCROLLERS = 'html,textarea,select,#scroller';
/** How an element stands, in what people see of it; nothing for what has no state. */
export function standOf(element: Element): object | undefined {
  if (!element.matches(NAMES) || element.matches('[type=file],[type=password]')) return undefined;
  const { value, checked, open, options, dataset } = element as HTMLInputElement & HTMLDetailsElement & HTMLSelectElement;
  return {
    ...(element.matches('input,textarea,select') && { value }),
    ...(element.matches('[type=checkbox],[type=radio]') && { checked }),
    ...(element.localName === 'select' && { selected: [...options].map(({ selected }) => selected) }),
    ...(element.matches('details,dialog') && { open }),
    ...(element.matches('[contenteditable],#rows') && { text: element.textContent }),
    ...(element.matches('form,a') && { sent: dataset['sent'], followed: dataset['followed'] }),
  };
}

/** How far an element is scrolled; nothing for what nobody scrolls. */
export const scrollOf = (element: Element): number | undefined => (element.matches(SCROLLERS) ? Math.round(element.scrollTop) : undefined);
/** Whether a mirror shows what is scrolled as the page does, which tells multiples of 64 px of what is at its end (customer 22). */
export function scrollsAlike(page: number, mirror: Element): boolean {
  const { scrollTop, scrollHeight, clientHeight } = mirror;
  const most = Math.ceil(page / 64) * 64;
  if (Math.abs(scrollTop - page) <= 1) return true;
  return scrollTop > page && (scrollTop === most || (scrollTop < most && scrollTop + clientHeight >= scrollHeight - 1));
}
