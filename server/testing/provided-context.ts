declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test run's PostgreSQL server. */
    serverUrl: string;
  }
}

/** Name of the migrated database that every test database is a copy of. */
export const templateDatabase = 'gaianet_template';
