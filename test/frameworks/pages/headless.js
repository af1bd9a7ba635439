import {
  Combobox,
  ComboboxInput,
  ComboboxOption,
  ComboboxOptions,
  Listbox,
  ListboxButton,
  ListboxOption,
  ListboxOptions,
  Switch,
} from '@headlessui/react';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

const CITIES = ['Berlin', 'Bern', 'Bonn', 'Rome'];
const SIZES = ['small', 'medium', 'large'];

function Form() {
  const [form, setForm] = useState({ city: 'Rome', query: '', size: 'small', tags: [], on: false });
  const set = (key) => (value) => setForm((before) => ({ ...before, [key]: value }));
  window.state = () => ({ ...form });
  const found = CITIES.filter((name) => name.toLowerCase().includes(form.query.toLowerCase()));
  const options = (values, Option) => values.map((value) => h(Option, { key: value, value }, value));
  return [
    h(
      Combobox,
      { key: 'city', value: form.city, onChange: set('city') },
      h(ComboboxInput, { id: 'city', onChange: ({ target }) => set('query')(target.value) }),
      h(ComboboxOptions, null, options(found, ComboboxOption)),
    ),
    h(
      Listbox,
      { key: 'size', value: form.size, onChange: set('size') },
      h(ListboxButton, { id: 'size' }, form.size),
      h(ListboxOptions, null, options(SIZES, ListboxOption)),
    ),
    h(
      Listbox,
      { key: 'tags', value: form.tags, onChange: set('tags'), multiple: true },
      h(ListboxButton, { id: 'tags' }, form.tags.join(' ') || 'none'),
      h(ListboxOptions, null, options(['a', 'b', 'c'], ListboxOption)),
    ),
    h(Switch, { key: 'on', id: 'on', checked: form.on, onChange: set('on') }, 'on'),
  ];
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(Form));
