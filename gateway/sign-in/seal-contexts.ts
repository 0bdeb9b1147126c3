/**
 * What a sealed text belongs to: its table and its row. It opens in its place alone, so that whoever can write to the database
 * cannot have one customer's words told to another.
 */
export const sealContexts = {
  delivery: (challenge: string, tenant: string): string => JSON.stringify(['delivery', challenge, tenant]),
  notice: (id: string, tenant: string): string => JSON.stringify(['notice', id, tenant]),
  request: (id: string, tenant: string): string => JSON.stringify(['request', id, tenant]),
  attachment: (request: string): string => JSON.stringify(['attachment', request]),
};
