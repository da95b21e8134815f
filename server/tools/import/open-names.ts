/** Makes function names that OpenAI's API takes, each once. */
export function openNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const plain = plainName(wanted);
    let name = plain;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
      const ending = `_${count}`;
      name = plain.slice(0, 64 - ending.length) + ending;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}

function plainName(wanted: string): string {
  const plain = wanted
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .replace(/_{2,}/g, '_')
    .replace(/^[_-]+|[_-]+$/g, '');
  const started = /^[a-zA-Z]/.test(plain) ? plain : `call_${plain}`;
  return started.slice(0, 64).replace(/[_-]+$/, '') || 'call';
}
