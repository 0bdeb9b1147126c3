import '@nomos-energy/portal/elements/nomos-invoices.js';
import type {} from '@nomos-energy/portal/types/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Invoices() {
  const [opened, setOpened] = useState('');
  return (
    <>
      <nomos-invoices
        year={2026}
        headingLevel={1}
        onnomos-invoice-open={(event) => {
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
