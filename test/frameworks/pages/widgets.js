import flatpickr from 'flatpickr';
import { MaskInput } from 'maska';
import TomSelect from 'tom-select';

document.body.innerHTML =
  '<input id=phone><input id=amount><input id=day><select id=fruit multiple><option value=1>apple<option value=2>pear<option value=3>plum</select>';
const masked = {};
const phone = new MaskInput('#phone', { mask: '+49 (###) ###-####', onMaska: (detail) => void (masked.phone = detail) });
const amount = new MaskInput('#amount', { number: { fraction: 2, locale: 'en' }, onMaska: (detail) => void (masked.amount = detail) });
const picker = flatpickr('#day', { allowInput: true, dateFormat: 'Y-m-d' });
const list = new TomSelect('#fruit', { create: false, refreshThrottle: 0 });
list.control_input.id = 'search';
const value = (id) => document.querySelector(id).value;
window.masks = [phone, amount];
window.state = () => ({
  phone: value('#phone'),
  bare: masked.phone?.unmasked,
  amount: value('#amount'),
  day: picker.selectedDates.map((day) => day.getDate()),
  fruit: list.items,
  told: [...document.querySelector('#fruit').selectedOptions].map((option) => option.text),
});
