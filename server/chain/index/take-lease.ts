import pg from 'pg';

/** Any number, but everywhere the same: whoever holds this lock in the database reads the chain. */
const leaseKey = 729_140_319;

export interface Lease {
  /** False once the connection, and the lease with it, is lost. */
  isHeld(): boolean;
  release(): Promise<void>;
}

/** Becomes the one process that reads the chain, or returns null while another is. The lease ends with the connection, so with the process too. */
export async function takeLease(databaseUrl: string): Promise<Lease | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  let isHeld = true;
  client.on('error', () => {
    isHeld = false;
  });
  client.on('end', () => {
    isHeld = false;
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ ok: boolean }>('SELECT pg_try_advisory_lock($1) AS ok', [leaseKey]);
    if (rows[0]?.ok) return { isHeld: () => isHeld, release: () => client.end() };
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw cause;
  }
  await client.end();
  return null;
}
