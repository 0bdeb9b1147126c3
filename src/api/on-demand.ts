import { NomosApiError } from './nomos-api-error.ts';

/**
 * A module that a page loads when it needs it.
 *
 * @param module - What `import()` gives.
 * @throws {NomosApiError} Of kind `network`, when it does not come: to the customer it is one more answer that is missing.
 */
export async function onDemand<Module>(module: Promise<Module>): Promise<Module> {
  try {
    return await module;
  } catch (cause) {
    throw new NomosApiError('network', 'A part of the page could not be loaded', { cause });
  }
}
