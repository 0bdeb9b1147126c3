// The mailbox's page: the list of mails, newest first, and the one that is chosen. Without a choice it is the newest.

/** How often the page looks for new mails, in milliseconds. */
const pollMilliseconds = 2000;

const byId = (id) => document.getElementById(id);
const times = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

let messages = [];
let shown;

/** The mail that the address names, else the newest. */
function chosen() {
  const id = Number(location.hash.slice(1));
  return messages.find((message) => message.id === id) ?? messages[0];
}

function codeOf({ subject, text }) {
  return (/\b\d{6}\b/.exec(subject) ?? /^\d{6}$/m.exec(text))?.[0];
}

function item(message) {
  const link = document.createElement('a');
  link.href = `#${message.id}`;
  if (message === chosen()) link.setAttribute('aria-current', 'true');
  for (const [name, content] of [
    ['strong', message.subject],
    ['span', message.to],
    ['span', times.format(new Date(message.date))],
  ]) {
    const part = document.createElement(name);
    part.textContent = content;
    link.append(part);
  }
  const entry = document.createElement('li');
  entry.append(link);
  return entry;
}

/** A file of a mail: its name, to be saved, and its size. */
function fileLink({ id }, { name, size }, n) {
  const link = document.createElement('a');
  link.href = `/messages/${id}/attachments/${n}`;
  link.textContent = name;
  const part = document.createElement('span');
  part.append(link, ` (${Math.max(1, Math.round(size / 1024))} kB)`);
  return part;
}

function showList() {
  const focused = document.activeElement?.closest('#list a')?.getAttribute('href');
  byId('list').replaceChildren(...messages.map(item));
  if (focused) byId('list').querySelector(`a[href="${focused}"]`)?.focus();
  byId('empty').hidden = messages.length > 0;
  byId('delete-all').hidden = messages.length === 0;
  document.title = messages.length > 0 ? `Mailbox (${messages.length})` : 'Mailbox';
}

function showMail() {
  const message = chosen();
  byId('mail').hidden = message === undefined;
  // What is read now must not flicker with every look for new mails.
  if (message === undefined || message.id === shown) return;
  shown = message.id;
  for (const part of ['subject', 'from', 'to', 'text']) byId(part).textContent = message[part];
  byId('date').textContent = times.format(new Date(message.date));
  byId('date').dateTime = message.date;
  byId('files-line').hidden = message.attachments.length === 0;
  byId('files').replaceChildren(...message.attachments.map((file, n) => fileLink(message, file, n)));
  byId('html').src = `/messages/${message.id}`;
  const code = codeOf(message);
  byId('code-line').hidden = code === undefined;
  byId('code').textContent = code ?? '';
  byId('copied').textContent = '';
}

async function look() {
  try {
    const response = await fetch('/api/messages');
    const found = await response.json();
    byId('trouble').textContent = '';
    if (found[0]?.id !== messages[0]?.id || found.length !== messages.length) {
      const isNews = messages.length > 0 && found[0] !== undefined && found[0].id !== messages[0].id;
      messages = found;
      showList();
      showMail();
      if (isNews) byId('news').textContent = `New mail to ${found[0].to}: ${found[0].subject}`;
    } else showList();
  } catch {
    byId('trouble').textContent = 'The mailbox does not answer. It comes back with the portal.';
  }
}

async function keepLooking() {
  if (!document.hidden) await look();
  setTimeout(keepLooking, pollMilliseconds);
}

window.addEventListener('hashchange', () => {
  showList();
  showMail();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void look();
});
byId('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(byId('code').textContent);
  byId('copied').textContent = 'Copied';
});
byId('delete-all').addEventListener('click', async () => {
  await fetch('/api/messages', { method: 'DELETE' });
  shown = undefined;
  history.replaceState(null, '', location.pathname);
  await look();
  byId('news').textContent = 'All mails are deleted.';
});
void keepLooking();
