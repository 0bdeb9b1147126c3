import { NomosInvoices } from '@nomos-energy/portal/react/nomos-invoices.js';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Invoices() {
  const [opened, setOpened] = useState('');
  return (
    <>
      <NomosInvoices
        year={2026}
        headingLevel={1}
        onNomosInvoiceOpen={(event) => {
          event.preventDefault();
          setOpened(event.detail.invoice);
        }}
      />
      <p>
        Geöffnet: <output>{opened}</output>
      </p>
    </>
  );
}

createRoot(document.querySelector('#app')!).render(<Invoices />);
