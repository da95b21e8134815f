/** Letters that don't come apart into a plain one and a mark. */
const spelled: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ŧ: 't' },
};

/** The name an agent has in API requests: lower-case letters, digits and hyphens, at most 64. Letters with marks are written without them, in whatever language: "Über Füße" is `uber-fusse`. */
export function agentSlug(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/['’](?=s\b)/g, '')
    .replace(/[^\p{ASCII}]/gu, (letter) => spelled[letter] ?? '-')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain || 'agent';
}
