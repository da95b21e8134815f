const places: Record<string, string> = {
  knowledge: '/knowledge',
  prompt: '/prompts',
  tool: '/tools',
  plugin: '/plugins',
  agent: '/agents',
};

/** Where an installed component has its own page in the studio; the library for kinds without one. */
export function componentPath(kind: string, componentId: string): string {
  const place = places[kind];
  if (kind === 'model') return '/models';
  if (kind === 'dataset') return '/finetuning';
  return place ? `${place}/${componentId}` : '/library';
}
