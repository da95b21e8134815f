/** A sign that is looked for in texts, and how a finding is shown. */
export interface TextSign {
  name: string;
  pattern: RegExp;
  /** Looks closer at what the pattern found. */
  isReal?: (found: string) => boolean;
}

/** Control tokens of chat templates: in a passage or a prompt they would end the turn it stands in. */
export const templateSigns: TextSign[] = [
  { name: 'ChatML', pattern: /<\|(?:im_start|im_end|im_sep)\|>/ },
  { name: 'Llama', pattern: /<\|(?:begin_of_text|start_header_id|end_header_id|eot_id)\|>|\[\/?INST\]|<<\/?SYS>>/ },
  { name: 'Gemma', pattern: /<(?:start|end)_of_turn>/ },
  { name: 'Phi', pattern: /<\|(?:system|user|assistant|end|endoftext)\|>/ },
];

/** Text that speaks to a model rather than to a reader. */
export const instructionSigns: TextSign[] = [
  {
    name: 'overrides instructions',
    pattern:
      /\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|previous\s+|prior\s+|above\s+){1,4}(?:instructions?|prompts?|rules|messages?)/i,
  },
  { name: 'gives a role', pattern: /\byou are now\b|\bfrom now on,? you\b|\bpretend (?:to be|you are)\b/i },
  {
    name: 'asks for the prompt',
    pattern: /\b(?:reveal|print|repeat|show)\s+(?:me\s+)?(?:your|the)\s+system prompt\b/i,
  },
  {
    name: 'hides from people',
    pattern: /\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to) the (?:user|reader|human)\b/i,
  },
  {
    name: 'German',
    pattern:
      /\b(?:ignoriere|vergiss|missachte)\s+(?:alle\s+|die\s+|deine\s+|bisherigen\s+|vorherigen\s+){1,4}(?:anweisungen|regeln)/i,
  },
  {
    name: 'French',
    pattern: /\b(?:ignore[rz]?|oublie[rz]?)\s+(?:toutes?\s+|les\s+|vos\s+|tes\s+){1,3}(?:instructions|consignes)/i,
  },
  { name: 'Spanish', pattern: /\b(?:ignora|olvida)\s+(?:todas?\s+|las\s+|tus\s+){1,3}(?:instrucciones|reglas)/i },
];

/** Personal particulars that their owner may not want sold. */
export const personalSigns: TextSign[] = [
  { name: 'e-mail address', pattern: /\b[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b/ },
  { name: 'phone number', pattern: /(?<![\w.])\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w.])/ },
  { name: 'card number', pattern: /(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/, isReal: passesLuhn },
  { name: 'bank account', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/, isReal: passesIban },
  { name: 'US social security number', pattern: /(?<!\d)(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?!\d)/ },
];

/** ISO/IEC 7812: the check digit of a card number. */
function passesLuhn(found: string): boolean {
  const numbers = [...found.replace(/\D/g, '')].toReversed().map(Number);
  const sum = numbers.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && new Set(numbers).size > 1;
}

/** ISO 13616: the check digits of an account number. */
function passesIban(found: string): boolean {
  const plain = found.replaceAll(' ', '');
  const moved = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(moved) % 97n === 1n;
}
