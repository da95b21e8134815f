/** The studio's places in the order of the navigation; names are in the `shell.places` messages. */
export const placeGroups = [
  { group: null, places: [{ key: 'home', href: '/' }] },
  {
    group: 'build',
    places: [
      { key: 'agents', href: '/agents' },
      { key: 'knowledge', href: '/knowledge' },
      { key: 'prompts', href: '/prompts' },
      { key: 'tools', href: '/tools' },
      { key: 'plugins', href: '/plugins' },
      { key: 'models', href: '/models' },
      { key: 'finetuning', href: '/finetuning' },
    ],
  },
  {
    group: 'run',
    places: [
      { key: 'nodes', href: '/nodes' },
      { key: 'domains', href: '/domains' },
      { key: 'settings', href: '/settings' },
    ],
  },
  {
    group: 'market',
    places: [
      { key: 'market', href: '/market' },
      { key: 'library', href: '/library' },
    ],
  },
  { group: 'money', places: [{ key: 'earnings', href: '/earnings' }] },
] as const;

export type PlaceKey = (typeof placeGroups)[number]['places'][number]['key'];
