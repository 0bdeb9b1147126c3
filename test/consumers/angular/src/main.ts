import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import type { NomosEventMap } from '@nomos-energy/portal';
import '@nomos-energy/portal/elements/nomos-invoices.js';

@Component({
  selector: 'consumer-app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <nomos-invoices [year]="2026" [headingLevel]="1" (nomos-invoice-open)="open($event)" />
    <p>
      Geöffnet: <output>{{ opened() }}</output>
    </p>
  `,
})
class App {
  readonly opened = signal('');

  open(event: NomosEventMap['nomos-invoice-open']): void {
    event.preventDefault();
    this.opened.set(event.detail.invoice);
  }
}

await bootstrapApplication(App);
