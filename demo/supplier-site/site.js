// What a supplier writes on its own page: who is signed in, and where the widgets get their token.
const session = document.querySelector('nomos-session');
const form = document.querySelector('form.account');
const message = document.querySelector('[role="status"]');

/** Asks our own backend. Our own cookie says who it is for. */
session.fetchSession = async () => {
  const answer = await fetch('/widget-session', { method: 'POST' });
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Error(`Our backend answered ${answer.status}`);
  return answer.json();
};

const show = (name) => {
  if (name) form.querySelector('select').value = name;
  form.querySelector('#sign-in').hidden = Boolean(name);
  form.querySelector('#sign-out').hidden = !name;
  message.textContent = name ? `Sie sind hier angemeldet als ${name}.` : 'Sie sind hier nicht angemeldet.';
};

const post = async (path, body) => {
  const answer = await fetch(path, { method: 'POST', body });
  if (!answer.ok) throw new Error(`Our backend answered ${answer.status}`);
  return answer.json();
};

form.querySelector('#sign-in').addEventListener('click', async () => {
  const { name } = await post('/anmelden', new URLSearchParams(new FormData(form)));
  show(name);
  await session.refresh?.();
});

form.querySelector('#sign-out').addEventListener('click', async () => {
  await session.signOut?.();
  await post('/abmelden');
  show(null);
});

// A widget that nobody is signed in for asks for the sign-in: it is ours.
document.addEventListener('nomos-session-sign-in', (event) => {
  event.preventDefault();
  form.querySelector('select').focus();
});

show(form.dataset.signedIn || null);
