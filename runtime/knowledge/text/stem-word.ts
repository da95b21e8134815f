/** Steps 2 to 4 of the algorithm: ending → replacement, longest match first. In step 4 `ion` goes only after s or t, which stays. */
const step2 = toRules(
  'ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble logi:log',
);
const step3 = toRules('icate:ic ative: alize:al iciti:ic ical:ic ful: ness:');
const step4 = toRules(
  'al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: sion:s tion:t ou: ism: ate: iti: ous: ive: ize:',
);

/** The stem of a lower-case English word (M. F. Porter, "An algorithm for suffix stripping", 1980): `nodes` → `node`, `running` → `run`. Words with other letters than a–z stay as they are. */
export function stemWord(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;

  const plain = endY(endPastAndGerund(endPlural(word)));
  const shorter = replaceEnding(replaceEnding(plain, step2, 0), step3, 0);
  return endFinalE(replaceEnding(shorter, step4, 1));
}

function endPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  if (word.endsWith('ss') || !word.endsWith('s')) return word;
  return word.slice(0, -1);
}

function endPastAndGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;

  const ending = ['ed', 'ing'].find((each) => word.endsWith(each));
  if (ending === undefined) return word;
  const stem = word.slice(0, -ending.length);
  return hasVowel(stem) ? repairStem(stem) : word;
}

function repairStem(stem: string): string {
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function endY(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

function replaceEnding(word: string, rules: [string, string][], leastMeasure: number): string {
  const rule = rules.find(([ending]) => word.endsWith(ending));
  if (!rule) return word;
  const stem = word.slice(0, -rule[0].length);
  const measured = leastMeasure > 0 ? stem + rule[1] : stem;
  return measure(measured) > leastMeasure ? stem + rule[1] : word;
}

function endFinalE(word: string): string {
  if (word.endsWith('ll') && measure(word) > 1) return word.slice(0, -1);
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  const times = measure(stem);
  return times > 1 || (times === 1 && !endsShort(stem)) ? stem : word;
}

/** Porter's m: how often a vowel run is followed by a consonant run. */
function measure(stem: string): number {
  return shape(stem).match(/v+c+/g)?.length ?? 0;
}

function hasVowel(stem: string): boolean {
  return shape(stem).includes('v');
}

/** Consonant, vowel, consonant other than w, x, y. */
function endsShort(stem: string): boolean {
  return shape(stem).endsWith('cvc') && !/[wxy]$/.test(stem);
}

function shape(stem: string): string {
  let shape = '';
  for (const letter of stem) {
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && shape.endsWith('c'));
    shape += isVowel ? 'v' : 'c';
  }
  return shape;
}

function toRules(list: string): [string, string][] {
  return list
    .split(' ')
    .map((rule): [string, string] => [rule.slice(0, rule.indexOf(':')), rule.slice(rule.indexOf(':') + 1)])
    .sort((one, other) => other[0].length - one[0].length);
}
