import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createContext } from '#server/api/context.ts';
import { createCaller } from '#server/api/router.ts';

const context = cache(async () => createContext(await headers()));

/** The studio's API for server components, as the signed-in account; nobody signed in is sent to the sign-in page. */
export const serverApi = cache(async () => {
  const current = await context();
  if (!current.account) redirect('/sign-in');
  return createCaller(current);
});

/** Who is signed in; nobody is sent to the sign-in page. */
export async function currentAccount(): Promise<{ id: string; name: string }> {
  const { account } = await context();
  if (!account) redirect('/sign-in');
  return { id: account.id, name: account.name };
}
