import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'demo/tenants';

/** Where the supplier's site is in the demo's tenant files. */
const defaultSitePort = 8084;

/** The folder of the demo's tenants, in which the supplier's site at this port may embed. */
export function demoTenants({ supplierSite, dataFolder }: { supplierSite: number; dataFolder: string }): string {
  if (supplierSite === defaultSitePort) return folder;
  const copies = join(dataFolder, 'tenants');
  // A text that was taken away must not live on in the copy.
  rmSync(copies, { recursive: true, force: true });
  cpSync(folder, copies, { recursive: true });
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.json'))) {
    const content = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(copies, name), content.replaceAll(`:${defaultSitePort}"`, `:${supplierSite}"`));
  }
  return copies;
}

/** The slugs of a folder's tenants. Files that cannot be read are the gateway's to complain about. */
export function slugsIn(tenantsFolder: string): string[] {
  const slugOf = (name: string): string | undefined => {
    try {
      return (JSON.parse(readFileSync(join(tenantsFolder, name), 'utf8')) as { slug?: string }).slug;
    } catch {
      return undefined;
    }
  };
  try {
    const names = readdirSync(tenantsFolder).filter((name) => name.endsWith('.json'));
    return names
      .sort()
      .map(slugOf)
      .filter((slug) => slug !== undefined);
  } catch {
    return [];
  }
}
