import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A supplier's site that is none of ours: its CSS is as hostile as real ones, its CSP strict. */
export async function startSupplierSite({
  port,
  gateway,
}: {
  port: number;
  gateway: string;
}): Promise<{ port: number; close(): Promise<void> }> {
  const csp = [
    "default-src 'none'",
    `script-src 'self' ${gateway}`,
    "style-src 'self'",
    `connect-src 'self' ${gateway}`,
    "img-src 'self' data:",
    "base-uri 'none'",
  ].join('; ');
  const files: Record<string, { type: string; content: string }> = {
    '/': { type: 'text/html', content: page(gateway) },
    '/site.css': { type: 'text/css', content: style },
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://site').pathname];
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': `${file.type}; charset=utf-8`, 'content-security-policy': csp })
      .end(file.content);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const style = `html { font-size: 62.5%; }
* { letter-spacing: .01em; }
body { margin: 0; font: 1.6rem/1.6 Georgia, serif; color: #222; background: #fdf6ec; }
header, main { max-width: 92rem; margin: auto; padding: 2.4rem; }
h1 { font-size: 3.2rem; color: #7a1f3d; }
button, select, input { border: 3px dashed hotpink !important; }
.columns { display: grid; grid-template-columns: 2fr 1fr; gap: 2.4rem; }
@media (max-width: 70rem) { .columns { grid-template-columns: 1fr; } }
`;

function page(gateway: string): string {
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dorfstrom eG</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css">
<script type="module" src="${gateway}/assets/nomos.js"></script>
</head>
<body>
<header><h1>Dorfstrom eG</h1><p>Eine erfundene Seite eines Versorgers, die einzelne Bausteine einsetzt.</p></header>
<main>
<p>Die Anmeldung auf fremden Seiten gibt es noch nicht: Die Bausteine zeigen hier, wie sie ohne Anmeldung aussehen.</p>
<nomos-session gateway="${gateway}">
<div class="columns">
<nomos-invoices heading-level="2"></nomos-invoices>
<nomos-dashboard heading-level="2"></nomos-dashboard>
</div>
</nomos-session>
</main>
</body>
</html>
`;
}
