import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Device } from '../../src/contract/gateway/devices.ts';
import type { Formats } from '../../src/domain/format.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon, warningIcon } from '../../src/ui/icons.ts';
import { describeError, renderErrorNotice } from '../../src/ui/notices.ts';
import type { DevicesState } from './account-state.ts';

/** What a device is called: `Firefox auf Android`. */
export function deviceName({ browser, system }: Pick<Device, 'browser' | 'system'>): string {
  if (browser && system) return msg(str`${browser} auf ${system}`, { id: 'account.device.name' });
  return browser ?? system ?? msg('Unbekanntes Gerät', { id: 'account.device.unknown' });
}

interface DevicesFrame {
  level: number;
  formats: Formats;
  onEnd: (device: Device) => void;
  onEndOthers: () => void;
  onRetry: () => void;
}

function renderDevice(device: Device, ending: string | null, { formats, onEnd }: DevicesFrame): TemplateResult {
  const name = deviceName(device);
  const busy = ending !== null;
  return html`<li part="row">
    <div>
      <p class="name">
        ${name}
        ${
          device.current
            ? html`<span class="chip good">${msg('Dieses Gerät', { id: 'account.device.current' })}</span>`
            : nothing
        }
      </p>
      <p class="small muted">
        ${
          device.current
            ? msg(str`Angemeldet seit ${formats.dateTime(device.created_at)}`, { id: 'account.device.since' })
            : msg(str`Zuletzt benutzt: ${formats.dateTime(device.last_used_at)}`, { id: 'account.device.last-used' })
        }${device.origin ? html` · ${device.origin.replace(/^https?:\/\//, '')}` : nothing}
      </p>
    </div>
    ${
      device.current
        ? nothing
        : html`<button
            class="button"
            part="button"
            type="button"
            aria-label=${ending === device.id ? nothing : msg(str`${name} abmelden`, { id: 'account.device.end-name' })}
            aria-disabled=${busy}
            @click=${() => {
              if (!busy) onEnd(device);
            }}
          >
            ${
              ending === device.id
                ? msg('Wird abgemeldet …', { id: 'account.device.ending' })
                : msg('Abmelden', { id: 'account.device.end' })
            }
          </button>`
    }
  </li>`;
}

function renderLoaded(
  { devices, ending, problem }: Extract<DevicesState, { type: 'loaded' }>,
  frame: DevicesFrame,
): TemplateResult {
  const others = devices.filter(({ current }) => !current);
  const busy = ending !== null;
  return html`<ul class="devices" role="list">
      ${devices.map((device) => renderDevice(device, ending, frame))}
    </ul>
    <div class="field">
      <div class="field-error" role="alert">
        ${problem ? html`${icon(warningIcon)}<span>${Object.values(describeError(problem)).join('. ')}</span>` : nothing}
      </div>
    </div>
    ${
      others.length === 0
        ? html`<p class="small muted">
            ${msg('Sie sind nur auf diesem Gerät angemeldet.', { id: 'account.device.only' })}
          </p>`
        : html`<p class="small muted">
              ${msg('Sie kennen ein Gerät nicht? Melden Sie es ab, dann kommt dort niemand mehr an Ihre Daten.', { id: 'account.device.hint' })}
            </p>
            ${
              others.length > 1
                ? html`<p>
                    <button
                      class="button"
                      part="button"
                      type="button"
                      aria-disabled=${busy}
                      @click=${() => {
                        if (!busy) frame.onEndOthers();
                      }}
                    >
                      ${
                        ending === 'others'
                          ? msg('Wird abgemeldet …', { id: 'account.device.ending' })
                          : msg('Alle anderen abmelden', { id: 'account.device.end-others' })
                      }
                    </button>
                  </p>`
                : nothing
            }`
    }`;
}

/** Where the customer is signed in; nothing where nobody knows. */
export function renderDevices(shown: DevicesState, frame: DevicesFrame): TemplateResult | typeof nothing {
  if (shown.type === 'absent') return nothing;
  const ended = shown.type === 'loaded' ? shown.ended : null;
  return html`<div class="card whole" part="card" role="group" aria-labelledby="title-devices">
    ${renderHeading(
      frame.level,
      'subtitle',
      html`<span id="title-devices" tabindex="-1">${msg('Angemeldete Geräte', { id: 'account.devices.title' })}</span>`,
    )}
    ${
      shown.type === 'loading'
        ? html`<span class="skeleton tall" aria-hidden="true"></span>`
        : shown.type === 'error'
          ? renderErrorNotice(shown.error, frame.onRetry)
          : renderLoaded(shown, frame)
    }
    <p class="visually-hidden" role="status">
      ${
        ended === null
          ? nothing
          : ended === 'others'
            ? msg('Alle anderen Geräte sind abgemeldet.', { id: 'account.device.ended-others' })
            : msg(str`${ended} ist abgemeldet.`, { id: 'account.device.ended' })
      }
    </p>
  </div>`;
}
