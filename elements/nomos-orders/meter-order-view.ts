import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import { berlinDateOf, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import {
  appointmentOf,
  meterOrderStanding,
  meterOrderTimeline,
  type MeterOrderStep,
} from '../../src/domain/meter-order-timeline.ts';
import {
  blockLabel,
  cancellationReasonLabel,
  meterOrderStatusLabel,
  meterProviderName,
  milestoneLabel,
} from '../../src/i18n/meter-order-labels.ts';
import { icon, infoIcon, warningIcon } from '../../src/ui/icons.ts';

const calendarIcon = 'M5 6h14v14H5zM5 10.5h14M9 3.5v4m6-4v4';

/** What the view of an order needs beyond it. */
export interface MeterOrderContext {
  formats: Formats;
  today: BerlinDate;
  /** Hands the appointment to the customer's calendar. */
  onCalendar: (order: MeterOrder) => void;
}

const dayLabel = (utcInstant: string | null, formats: Formats): string =>
  utcInstant === null || Number.isNaN(Date.parse(utcInstant)) ? '' : formats.date(berlinDateOf(utcInstant));

/** What stands above the milestones of an order that does not go its usual way. */
function renderTrouble(order: MeterOrder, { formats }: MeterOrderContext): TemplateResult | typeof nothing {
  switch (meterOrderStanding(order)) {
    case 'blocked': {
      const { why, what } = blockLabel(order);
      const since = dayLabel(order.blocked_at, formats);
      return html`<div class="trouble">
        ${icon(warningIcon)}
        <div>
          <p class="strong">${why}</p>
          <p>${what}</p>
          ${since ? html`<p class="muted small">${msg(str`Angehalten seit dem ${since}.`, { id: 'meter-order.blocked.since' })}</p>` : nothing}
        </div>
      </div>`;
    }
    case 'cancelled': {
      const on = dayLabel(order.cancelled_at, formats);
      return html`<div class="trouble quiet">
        ${icon(infoIcon)}
        <div>
          <p class="strong">
            ${
              on
                ? msg(str`Storniert am ${on}.`, { id: 'meter-order.cancelled.on' })
                : msg('Diese Bestellung ist storniert.', { id: 'meter-order.cancelled' })
            }
          </p>
          <p>${cancellationReasonLabel(order)}</p>
        </div>
      </div>`;
    }
    default:
      return nothing;
  }
}

function renderAppointment(order: MeterOrder, { formats, today, onCalendar }: MeterOrderContext): unknown {
  const appointment = appointmentOf(order);
  if (!appointment) return nothing;
  const { date, utcInstant } = appointment;
  const day = formats.dateLong(date);
  if (date < today) {
    return html`<p>
      ${msg(str`Der Termin war am ${day}. Sobald wir vom Einbau erfahren, steht es hier.`, { id: 'meter-order.appointment.past' })}
    </p>`;
  }
  return html`<div class="appointment" part="appointment">
    <p class="muted small">${msg('Termin für den Einbau', { id: 'meter-order.appointment' })}</p>
    <p class="figure medium">${day}</p>
    <p>
      ${
        utcInstant
          ? formats.time(utcInstant)
          : msg('Die Uhrzeit ist noch nicht bekannt.', { id: 'meter-order.appointment.no-time' })
      }
      · ${meterProviderName(order.provider)}
    </p>
    <p class="small">
      ${msg('Bitte sorgen Sie dafür, dass jemand da ist und der Zähler frei zugänglich ist.', { id: 'meter-order.appointment.prepare' })}
    </p>
    <p>
      <button class="button" part="button" type="button" @click=${() => onCalendar(order)}>
        ${icon(calendarIcon)}${msg('In den Kalender', { id: 'meter-order.appointment.calendar' })}
      </button>
    </p>
  </div>`;
}

function stepNote({ state }: MeterOrderStep): string {
  switch (state) {
    case 'done':
      return msg('erledigt', { id: 'meter-order.step.done' });
    case 'current':
      return msg('aktueller Stand', { id: 'meter-order.step.current' });
    case 'open':
      return msg('steht noch aus', { id: 'meter-order.step.open' });
  }
}

function renderStep(step: MeterOrderStep, formats: Formats): TemplateResult {
  const { milestone, state, date } = step;
  return html`<li class="step ${state}" aria-current=${state === 'current' ? 'step' : nothing}>
    <span class="mark" aria-hidden="true"></span>
    <span class="milestone">${milestoneLabel(milestone)}<span class="visually-hidden">: ${stepNote(step)}</span></span>
    ${date ? html`<span class="muted small">${formats.date(date)}</span>` : nothing}
  </li>`;
}

function renderMilestones(order: MeterOrder, formats: Formats): TemplateResult {
  // What never came needs no place in the story of an order that is over.
  const isOver = meterOrderStanding(order) === 'cancelled';
  const steps = meterOrderTimeline(order).filter(({ state }) => !isOver || state !== 'open');
  return html`<ol
    class="steps"
    role="list"
    aria-label=${msg('Schritte der Bestellung', { id: 'meter-order.steps' })}
    part="steps"
  >
    ${steps.map((step) => renderStep(step, formats))}
  </ol>`;
}

/** An order: how far it is, when somebody comes, and what holds it up. */
export function renderMeterOrder(order: MeterOrder, context: MeterOrderContext): TemplateResult {
  const { formats } = context;
  const status = meterOrderStatusLabel(order);
  const ordered = dayLabel(order.created_at, formats);
  return html`<div class="order" part="row">
    <p class="what">
      <span class="strong">${msg(str`Bestellt am ${ordered}`, { id: 'meter-order.ordered-on' })}</span>
      <span class="chip ${status.tone}">${status.text}</span>
    </p>
    ${renderTrouble(order, context)} ${renderAppointment(order, context)} ${renderMilestones(order, formats)}
  </div>`;
}

/** Orders from before the newest one: a line each, with the rest on demand. */
export function renderEarlierOrders(orders: readonly MeterOrder[], context: MeterOrderContext): TemplateResult {
  const { formats } = context;
  return html`<div class="earlier">
    <p class="muted small">${msg('Frühere Bestellungen', { id: 'meter-order.earlier' })}</p>
    ${orders.map((order) => {
      const status = meterOrderStatusLabel(order);
      const ordered = dayLabel(order.created_at, formats);
      return html`<details part="row">
        <summary>
          <span>${msg(str`Bestellt am ${ordered}`, { id: 'meter-order.ordered-on' })}</span>
          <span class="chip ${status.tone}">${status.text}</span>
        </summary>
        <div class="order">
          ${renderTrouble(order, context)} ${renderAppointment(order, context)} ${renderMilestones(order, formats)}
        </div>
      </details>`;
    })}
  </div>`;
}
