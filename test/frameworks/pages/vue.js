import {
  Combobox,
  ComboboxInput,
  ComboboxOption,
  ComboboxOptions,
  Listbox,
  ListboxButton,
  ListboxOption,
  ListboxOptions,
} from '@headlessui/vue';
import { createApp, h, reactive, vModelCheckbox, vModelSelect, vModelText, withDirectives } from 'vue';

const state = reactive({ name: '', trimmed: '', amount: 0, lazy: '', agreed: false, tags: [], colour: 'red', city: 'Rome', size: 'small' });
window.state = () => JSON.parse(JSON.stringify(state));

/** What the compiler makes of `v-model`. */
const model = (type, key, directive, { modifiers = {}, ...props } = {}, children) =>
  withDirectives(h(type, { id: key, ...props, 'onUpdate:modelValue': (value) => void (state[key] = value) }, children), [
    [directive, state[key], undefined, modifiers],
  ]);
const options = (values) => values.map((value) => h('option', { value }, value));
const CITIES = ['Berlin', 'Bern', 'Bonn', 'Rome'];
const city = reactive({ query: '' });

createApp({
  render: () => [
    model('input', 'name', vModelText),
    model('input', 'trimmed', vModelText, { modifiers: { trim: true } }),
    model('input', 'amount', vModelText, { type: 'number', modifiers: { number: true } }),
    model('input', 'lazy', vModelText, { modifiers: { lazy: true } }),
    model('input', 'agreed', vModelCheckbox, { type: 'checkbox' }),
    model('select', 'tags', vModelSelect, { multiple: true }, options(['a', 'b', 'c'])),
    model('select', 'colour', vModelSelect, {}, options(['red', 'green', 'blue'])),
    h(Combobox, { modelValue: state.city, 'onUpdate:modelValue': (value) => void (state.city = value) }, () => [
      h(ComboboxInput, { id: 'city', onChange: ({ target }) => void (city.query = target.value) }),
      h(ComboboxOptions, null, () =>
        CITIES.filter((name) => name.toLowerCase().includes(city.query.toLowerCase())).map((value) =>
          h(ComboboxOption, { value, key: value }, () => value),
        ),
      ),
    ]),
    h(Listbox, { modelValue: state.size, 'onUpdate:modelValue': (value) => void (state.size = value) }, () => [
      h(ListboxButton, { id: 'size' }, () => state.size),
      h(ListboxOptions, null, () => ['small', 'medium', 'large'].map((value) => h(ListboxOption, { value, key: value }, () => value))),
    ]),
  ],
}).mount(document.body.appendChild(document.createElement('div')));
