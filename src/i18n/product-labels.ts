import { msg } from '@lit/localize';
import type { Product } from '../domain/order-offers.ts';

/** What a product is called. The modules have numbers by the rules of the Bundesnetzagentur on s. 14a EnWG. */
export function productName(product: Product): string {
  switch (product) {
    case 'smart-meter':
      return msg('Smart Meter', { id: 'meter.type.smart' });
    case 'module-1':
      return msg('Modul 1: pauschale Ermäßigung', { id: 'product.module-1.name' });
    case 'module-2':
      return msg('Modul 2: ermäßigter Arbeitspreis', { id: 'product.module-2.name' });
    case 'module-3':
      return msg('Modul 3: Netzentgelt nach Tageszeit', { id: 'product.module-3.name' });
  }
}

/** What it is, in a sentence or two. Without amounts: those are the grid operator's. */
export function productExplanation(product: Product): string {
  switch (product) {
    case 'smart-meter':
      return msg(
        'Ein Smart Meter misst jede Viertelstunde und meldet seine Werte selbst: Sie lesen nicht mehr ab und sehen hier, wann Sie wie viel verbrauchen.',
        { id: 'product.smart-meter.explanation' },
      );
    case 'module-1':
      return msg(
        'Sie zahlen im Jahr einen festen Betrag weniger für das Netz, gleich wie viel Strom Sie verbrauchen.',
        { id: 'product.module-1.explanation' },
      );
    case 'module-2':
      return msg(
        'Für den Strom Ihres steuerbaren Geräts kostet das Netz je Kilowattstunde weniger. Das Gerät braucht dafür einen eigenen Zähler.',
        { id: 'product.module-2.explanation' },
      );
    case 'module-3':
      return msg(
        'Das Netz kostet zu ruhigen Zeiten weniger und zu Stoßzeiten mehr. Das lohnt sich, wenn Sie Ihren Verbrauch verschieben können.',
        { id: 'product.module-3.explanation' },
      );
  }
}
