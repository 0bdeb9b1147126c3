import '@nomos-energy/portal/elements/nomos-invoices.js';

const invoices = document.querySelector('nomos-invoices');
const opened = document.querySelector('output');
if (!invoices || !opened) throw new Error('The page lacks its parts.');
invoices.headingLevel = 1;
invoices.addEventListener('nomos-invoice-open', (event) => {
  event.preventDefault();
  opened.textContent = event.detail.invoice;
});
