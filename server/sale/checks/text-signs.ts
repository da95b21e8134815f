import { passesIban, passesLuhn } from './check-digits.ts';

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
  {
    name: 'Llama',
    pattern: /<\|(?:begin_of_text|start_header_id|end_header_id|eot_id|header_start|header_end|eot)\|>|<<\/?SYS>>/,
  },
  { name: 'Mistral', pattern: /\[\/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\]/ },
  { name: 'Gemma', pattern: /<(?:start|end)_of_turn>/ },
  { name: 'Phi', pattern: /<\|(?:system|user|assistant|end|endoftext)\|>/ },
  { name: 'DeepSeek', pattern: /<｜(?:User|Assistant|begin▁of▁sentence|end▁of▁sentence)｜>/ },
  { name: 'Granite', pattern: /<\|(?:start_of_role|end_of_role|end_of_text)\|>/ },
  { name: 'Command', pattern: /<\|(?:START_OF_TURN_TOKEN|END_OF_TURN_TOKEN|SYSTEM_TOKEN)\|>/ },
];

/** Text that people don't see, and models read. Tags behind a black flag are flags of regions. */
export const hiddenSigns: TextSign[] = [
  { name: 'invisible letters', pattern: /(?<![\u{1F3F4}\u{E0020}-\u{E007F}])(?:\u{E0001}|[\u{E0020}-\u{E007F}]){4,}/u },
  { name: 'turned writing direction', pattern: /[\u{202A}-\u{202E}][^\u{202C}\n]{0,200}/u, isReal: turnsLetters },
  { name: 'run of invisible characters', pattern: /[\u{200B}\u{2060}-\u{2064}\u{FEFF}]{8,}/u },
];

/** Embeddings belong to texts of several scripts; overrides show letters in another order than they are read. */
function turnsLetters(found: string): boolean {
  return found.startsWith('\u{202E}') || found.startsWith('\u{202D}');
}

/** Personal particulars that their owner may not want sold. */
export const personalSigns: TextSign[] = [
  {
    name: 'e-mail address',
    pattern: /\b[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b/,
    isReal: isOfPerson,
  },
  { name: 'phone number', pattern: /(?<![\w.])\+\d{1,3}[ .-]?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w.])/ },
  {
    name: 'phone number',
    pattern:
      /(?<!\p{L})(?:tel|telefon|telephone|téléphone|telefono|teléfono|telefone|phone|mobile|mobil|móvil|handy|portable|cell)\.?(?: (?:no|nr|number|n°)\.?)?\s?:?\s?\(?0?\d(?:[ ()./-]{0,2}\d){6,13}(?!\d)/iu,
  },
  { name: 'card number', pattern: /(?<![\d-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\d-])/, isReal: passesLuhn },
  { name: 'card number', pattern: /(?<![\d-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\d-])/, isReal: passesLuhn },
  { name: 'bank account', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/, isReal: passesIban },
  { name: 'US social security number', pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/ },
  {
    name: 'date of birth',
    pattern:
      /(?<!\p{L})(?:date of birth|d\.o\.b\.|geboren am|geburtsdatum|née? le|date de naissance|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|data de nascimento|geboortedatum)[:\s]{1,3}\d{1,4}[./ -]\s?(?:\d{1,2}|\p{L}{3,12})[./ -]\s?\d{2,4}/iu,
  },
];

const roleNames = new Set(
  'info,contact,kontakt,contacto,contatto,support,help,sales,office,hello,admin,service,press,presse,noreply,no-reply,donotreply,postmaster,webmaster,abuse,privacy,security,jobs,careers,billing,team,mail,git,user,username,name,you,someone,anyone'.split(
    ',',
  ),
);
/** RFC 2606 and RFC 6761: nobody has an address there. */
const madeUpHost = /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local)$/i;

/** Addresses of offices and of examples are nobody's. */
function isOfPerson(found: string): boolean {
  const [name = '', host = ''] = found.toLowerCase().split('@');
  return !roleNames.has(name) && !madeUpHost.test(host);
}
