import { Autocomplete, Checkbox, MenuItem, Select, Slider, TextField } from '@mui/material';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';

const CITIES = ['Berlin', 'Bern', 'Bonn', 'Rome'];

/** A controlled text field and text area, a select and an autocomplete of MUI's own making, a checkbox and a slider. */
function Form() {
  const [form, setForm] = useState({ name: '', notes: '', size: 'small', city: null, typed: '', free: '', agreed: false, level: 3 });
  const set = (key) => (value) => setForm((before) => ({ ...before, [key]: value }));
  const text = (id, props) =>
    h(TextField, { key: id, id, label: id, value: form[id], onChange: ({ target }) => set(id)(target.value), ...props });
  window.state = () => ({ ...form });
  return [
    text('name', { helperText: form.name ? '' : 'needed', error: !form.name }),
    text('notes', { multiline: true, rows: 2 }),
    h(
      Select,
      {
        key: 'size',
        value: form.size,
        onChange: ({ target }) => set('size')(target.value),
        SelectDisplayProps: { id: 'size' },
        MenuProps: { transitionDuration: 0 },
      },
      ['small', 'medium', 'large'].map((value) => h(MenuItem, { key: value, value, id: value }, value)),
    ),
    h(Autocomplete, {
      key: 'city',
      id: 'city',
      options: CITIES,
      value: form.city,
      inputValue: form.typed,
      onChange: (_event, value) => set('city')(value),
      onInputChange: (_event, value) => set('typed')(value),
      renderInput: (props) => h(TextField, { ...props, label: 'city' }),
    }),
    h(Autocomplete, {
      key: 'free',
      id: 'free',
      freeSolo: true,
      options: CITIES,
      onChange: (_event, value) => set('free')(value),
      renderInput: (props) => h(TextField, { ...props, label: 'free' }),
    }),
    h(Checkbox, {
      key: 'agreed',
      checked: form.agreed,
      onChange: ({ target }) => set('agreed')(target.checked),
      slotProps: { input: { id: 'agreed' } },
    }),
    h(Slider, {
      key: 'level',
      value: form.level,
      min: 0,
      max: 9,
      onChange: (_event, value) => set('level')(value),
      slotProps: { input: { id: 'level' } },
    }),
  ];
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(Form));
