import type { ReactiveController } from 'lit';
import { devicesQuery, signOutDevice, signOutOtherDevices } from '../../src/api/devices.ts';
import { isNomosApiError, type NomosApiError } from '../../src/api/nomos-api-error.ts';
import type { Device } from '../../src/contract/gateway/devices.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import type { SessionController, SessionHost } from '../../src/session/session-controller.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import type { DevicesState } from './account-state.ts';
import { deviceName } from './devices-card.ts';

/** Where the customer is signed in, and the ends of it. */
export class DevicesController implements ReactiveController {
  readonly refetch: () => Promise<void>;
  readonly #host: SessionHost;
  readonly #session: SessionController;
  readonly #query: QueryController<Device[]>;
  #ending: string | null = null;
  #ended: string | null = null;
  #problem: NomosApiError | null = null;

  constructor(host: SessionHost, session: SessionController) {
    this.#host = host;
    this.#session = session;
    this.#query = new QueryController(host, session, (store) => devicesQuery(store.gateway));
    this.refetch = this.#query.refetch;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#ended = null;
    this.#problem = null;
  }

  /** What is to be shown of them. */
  get state(): DevicesState {
    const { data: devices, error } = this.#query;
    // A portal without a gateway, or with one that does not keep a list.
    if (error?.kind === 'not-found') return { type: 'absent' };
    if (!devices) return error ? { type: 'error', error } : { type: 'loading' };
    return { type: 'loaded', devices, ending: this.#ending, ended: this.#ended, problem: this.#problem };
  }

  end(device: Device): Promise<void> {
    return this.#end(device.id, deviceName(device), async ({ gateway }) => {
      await signOutDevice(gateway, device.id).catch((error: unknown) => {
        // It has gone by itself, which is as good.
        if (!isNomosApiError(error) || error.kind !== 'not-found') throw error;
      });
    });
  }

  endOthers(): Promise<void> {
    return this.#end('others', 'others', ({ gateway }) => signOutOtherDevices(gateway));
  }

  async #end(ending: string, ended: string, call: (store: SessionStore) => Promise<void>): Promise<void> {
    const { store } = this.#session;
    if (!store || this.#ending) return;
    this.#ending = ending;
    this.#ended = null;
    this.#problem = null;
    this.#host.requestUpdate();
    try {
      await call(store);
      await store.queryClient.invalidateQueries({ queryKey: ['devices'] });
      this.#ended = ended;
    } catch (error) {
      if (!isNomosApiError(error)) throw error;
      this.#problem = error;
      if (error.kind === 'unauthorized') void store.refresh();
    } finally {
      this.#ending = null;
      this.#host.requestUpdate();
    }
  }
}
