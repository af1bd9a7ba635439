import 'zone.js';
import '@angular/compiler';
import { Component, provideZoneChangeDetection } from '@angular/core';
import { FormControl, FormGroup, FormsModule, ReactiveFormsModule, Validators } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';

/** Template-driven and reactive forms, compiled in the browser. */
class SightForm {
  name = '';
  agreed = false;
  colour = 'red';
  form = new FormGroup({
    city: new FormControl('', { validators: [Validators.minLength(3)], nonNullable: true }),
    late: new FormControl('', { updateOn: 'blur' }),
    amount: new FormControl(1),
    tags: new FormControl([]),
    size: new FormControl('s'),
    level: new FormControl(3),
  });
  sent = 0;
}
Component({
  selector: 'sight-form',
  imports: [FormsModule, ReactiveFormsModule],
  template: `<input id="name" [(ngModel)]="name" />
    <input id="agreed" type="checkbox" [(ngModel)]="agreed" />
    <select id="colour" [(ngModel)]="colour"><option>red</option><option>green</option><option>blue</option></select>
    <form [formGroup]="form" (ngSubmit)="sent = sent + 1">
      <input id="city" formControlName="city" />
      <input id="late" formControlName="late" />
      <input id="amount" type="number" formControlName="amount" />
      <select id="tags" multiple formControlName="tags"><option value="a">a</option><option value="b">b</option><option value="c">c</option></select>
      <input id="s" type="radio" formControlName="size" value="s" /><input id="m" type="radio" formControlName="size" value="m" />
      <input id="level" type="range" min="0" max="9" formControlName="level" />
      <button id="send">send</button>
    </form>`,
})(SightForm);

document.body.append(document.createElement('sight-form'));
const app = await bootstrapApplication(SightForm, { providers: [provideZoneChangeDetection()] });
const { instance } = app.components[0];
window.state = () => {
  const { name, agreed, colour, form, sent } = instance;
  const { city, late } = form.controls;
  return { name, agreed, colour, ...form.value, valid: form.valid, dirty: city.dirty, touched: late.touched, sent };
};
