import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface TenantFile {
  plans: string[];
  brand: { logo_url: string | null };
}

/** A copy of the demo's tenant files with one of them changed. @returns The folder, which is the caller's to delete. */
export function changedTenants(file: string, change: (tenant: TenantFile) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
  cpSync('demo/tenants', folder, { recursive: true });
  const path = join(folder, file);
  const tenant = JSON.parse(readFileSync(path, 'utf8')) as TenantFile;
  change(tenant);
  writeFileSync(path, JSON.stringify(tenant));
  return folder;
}
