import type { TextSign } from './text-signs.ts';

/**
 * Text that speaks to a model rather than to a reader, in the languages that most content is in. Each asks for words that only make sense towards a model: “follow the instructions above” in a manual is
 * none. A sentence that forbids it is none either.
 */
export const instructionSigns: TextSign[] = [
  {
    name: 'overrides instructions',
    pattern:
      /(?<!\b(?:not|never|n['’]t|if you|who|cannot)\s)\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your|of|these|those|every)\s+){0,3}(?:previous|prior|above|preceding|earlier|foregoing|system|initial|original|your)\s+(?:(?:system|previous|prior)\s+)?(?:instructions?|prompts?|rules|messages?|directives?|guidelines)\b/i,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!(?:nicht|nie)\s)\b(?:ignoriere|ignorieren sie|vergiss|vergessen sie|missachte|missachten sie)\s+(?:(?:alle|die|deine|ihre|sämtliche|obigen|bisherigen|vorherigen|vorigen)\s+){1,4}(?:anweisungen|instruktionen|befehle|system-?prompts?)\b/i,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!\p{L})(?:ignore[rz]?|oublie[rz]?)\s+(?:(?:toutes?|les|vos|tes|ces)\s+){1,3}(?:instructions|consignes|directives)\s+(?:précédentes|antérieures|ci-dessus|du système)/iu,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!no\s)(?<!\p{L})(?:ignor[ae]|olvid[ae]|ignoren|olviden)\s+(?:(?:todas?|las|tus|sus|estas)\s+){1,3}(?:instrucciones|órdenes|indicaciones)\s+(?:anteriores|previas|del sistema)/iu,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!non\s)(?<!\p{L})(?:ignora(?:te)?|dimentica(?:te)?)\s+(?:(?:tutte|le|tue|vostre)\s+){1,3}(?:istruzioni|indicazioni)\s+(?:precedenti|di sistema)/iu,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!não\s)(?<!\p{L})(?:ignor[ea]|esqueç[ae]|esquece)\s+(?:(?:todas|as|suas|tuas)\s+){1,3}(?:instruções|orientações)\s+(?:anteriores|prévias|acima|do sistema)/iu,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!niet\s)\b(?:negeer|vergeet)\s+(?:(?:alle|de|je|uw|jouw)\s+){1,3}(?:vorige|voorgaande|eerdere|bovenstaande)\s+(?:instructies|opdrachten)\b/i,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!nie\s)(?<!\p{L})(?:zignoruj|ignoruj|zapomnij)\s+(?:o\s+)?(?:(?:wszystkie|wszystkich|swoje|swoich)\s+){0,2}(?:poprzednie|poprzednich|wcześniejsze|wcześniejszych)\s+(?:instrukcje|instrukcjach|polecenia|poleceniach)/iu,
  },
  {
    name: 'overrides instructions',
    pattern:
      /(?<!не\s)(?<!\p{L})(?:игнорируй(?:те)?|забудь(?:те)?)\s+(?:(?:все|всё|свои|эти)\s+){0,2}(?:предыдущие|прежние|вышеуказанные)\s+(?:инструкции|указания|команды)/iu,
  },
  {
    name: 'overrides instructions',
    pattern: /(?:忽略|无视|忘记)(?:所有|一切|你)?(?:之前|以前|先前|上面|以上)的?(?:所有)?(?:指令|指示|提示|规则)/,
  },
  {
    name: 'overrides instructions',
    pattern: /(?:これまで|以前|上記|前)の(?:すべての|全ての)?(?:指示|命令|プロンプト)を(?:すべて|全て)?(?:無視|忘れ)/,
  },
  {
    name: 'gives a role',
    pattern:
      /\byou are (?:now|no longer) (?:an? )?(?:\w+ ){0,3}(?:ai|assistant|chatbot|bot|language model|llm|dan|(?:developer|jailbreak|god|unrestricted) mode)\b/i,
  },
  {
    name: 'gives a role',
    pattern:
      /\bfrom now on,? you (?:will|must|are to|shall|should) (?:always |only )?(?:answer|respond|reply|act|speak|say|recommend)\b/i,
  },
  {
    name: 'gives a role',
    pattern:
      /(?<!\p{L})(?:du bist (?:jetzt|nun|ab sofort)|tu es (?:maintenant|désormais)|ahora eres|ora sei|agora você é|jij bent nu) (?:\p{L}+ ){0,3}(?:ki|ia|assistent|assistant|asistente|assistente|chatbot|bot|sprachmodell)(?!\p{L})/iu,
  },
  {
    name: 'asks for the prompt',
    pattern:
      /\b(?:reveal|print|repeat|show|output|leak|disclose)\s+(?:me\s+)?(?:your|the|all of your)\s+(?:entire\s+|full\s+|hidden\s+)?(?:system prompt|system message|initial instructions|hidden instructions)\b/i,
  },
  {
    name: 'hides from people',
    pattern:
      /\b(?:do not|don['’]t|never) (?:tell|inform|alert|mention (?:this|it|that) to|reveal (?:this|it) to|show (?:this|it) to) the (?:user|reader|human|person asking)\b/i,
  },
  {
    name: 'hides from people',
    pattern:
      /(?<!\p{L})(?:sag(?:e|en sie)? (?:es |das |dies )?dem (?:nutzer|benutzer|leser) nicht|ne (?:dis|dites|mentionne[zr]?) (?:pas|rien|jamais) (?:ça |cela )?à l['’]utilisateur|no (?:le )?(?:digas|diga|menciones) (?:esto |nada )?al usuario)(?!\p{L})/iu,
  },
  {
    name: 'speaks to models',
    pattern:
      /\b(?:note|message|instructions?|attention|warning) (?:to|for) (?:the |any |all )?(?:ai|llms?|language models?|ai assistants?|chatbots?)\s*:/i,
  },
];
