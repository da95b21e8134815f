/** The accounts beside the local owner in a seeded database. */
export const people = [
  { id: '01900000-0000-7000-8000-000000000002', name: 'Ada' },
  { id: '01900000-0000-7000-8000-000000000003', name: 'Ben' },
] as const;
