import type { Message } from './mailbox.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

/** The mailbox as a page: the newest mail open, codes large, the HTML part in a frame that may do nothing. */
export function mailboxPage(messages: readonly Message[]): string {
  const items = messages.map(
    ({ from, to, subject, date, text, html }, n) => `<details${n === 0 ? ' open' : ''}>
<summary><strong>${escapeHtml(subject)}</strong><span>${escapeHtml(to)} · <time datetime="${date}">${escapeHtml(date.slice(0, 19).replace('T', ' '))} UTC</time></span></summary>
<p>From ${escapeHtml(from)}</p>
${codeOf(subject)}
<iframe sandbox title="${escapeHtml(subject)}" srcdoc="${escapeHtml(html)}"></iframe>
<pre>${escapeHtml(text)}</pre>
</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>Mailbox (${messages.length})</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
details { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; margin-block: .75rem; padding: .75rem 1rem; }
summary { cursor: pointer; } summary span { display: block; opacity: .75; font-size: .875rem; }
.code { font-size: 2rem; font-weight: 700; letter-spacing: .2em; user-select: all; margin: .5rem 0; }
iframe { width: 100%; height: 26rem; border: 0; border-radius: .5rem; background: #fff; }
pre { white-space: pre-wrap; }
</style>
</head>
<body>
<h1>Mailbox</h1>
<p>Every mail that the portal sends on this machine. The page reads itself anew every five seconds.</p>
${items.length > 0 ? items.join('\n') : '<p>No mail yet. Sign in to the portal with the address of a sandbox customer.</p>'}
</body>
</html>
`;
}

function codeOf(subject: string): string {
  const code = /\b\d{6}\b/.exec(subject)?.[0];
  return code ? `<p class="code">${code}</p>` : '';
}
