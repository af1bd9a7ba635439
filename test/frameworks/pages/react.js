import { createElement as h, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Controlled fields, one that rewrites what is typed, and one React leaves alone. */
function Form() {
  const [form, setForm] = useState({
    name: '',
    code: '',
    text: '',
    agreed: false,
    colour: 'red',
    tags: [],
    size: 's',
    level: '3',
    day: '',
  });
  const [told, setTold] = useState([]);
  const free = useRef(null);
  const set = (key, of = (target) => target.value) => ({
    onChange: ({ target }) => setForm((before) => ({ ...before, [key]: of(target) })),
  });
  const tell = (name) => () => setTold((before) => [...before, name]);
  window.state = () => ({ ...form, free: free.current?.value, told });
  const field = (type, props) => h(type, { key: props.id, ...props });
  const options = (values) => values.map((value) => h('option', { key: value, value }, value));
  return h('form', { onSubmit: (event) => (event.preventDefault(), tell('submit')()) }, [
    field('input', { id: 'name', value: form.name, ...set('name'), onBlur: tell('left') }),
    field('input', { id: 'code', value: form.code, ...set('code', ({ value }) => value.toUpperCase().replace(/[^A-Z]/g, '')) }),
    field('textarea', { id: 'text', value: form.text, ...set('text') }),
    field('input', { id: 'agreed', type: 'checkbox', checked: form.agreed, ...set('agreed', ({ checked }) => checked) }),
    field('select', { id: 'colour', value: form.colour, ...set('colour'), children: options(['red', 'green', 'blue']) }),
    field('select', {
      id: 'tags',
      multiple: true,
      value: form.tags,
      children: options(['a', 'b', 'c']),
      ...set('tags', ({ selectedOptions }) => [...selectedOptions].map(({ value }) => value)),
    }),
    ...['s', 'm'].map((value) =>
      field('input', { id: value, type: 'radio', name: 'size', value, checked: form.size === value, ...set('size') }),
    ),
    field('input', { id: 'level', type: 'range', min: 0, max: 9, value: form.level, ...set('level') }),
    field('input', { id: 'day', type: 'date', value: form.day, ...set('day') }),
    field('input', { id: 'free', defaultValue: 'x', ref: free }),
    field('button', { id: 'send', children: 'send' }),
  ]);
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(Form));
