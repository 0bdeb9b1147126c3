/** An organisation's access token of a sandbox, as its own backend gets it. Its client is named by its slug. */
export async function organisationToken(sandboxUrl: string, slug = 'lumio'): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${slug}-client:${slug}-secret`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`No token for ${slug}: ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
