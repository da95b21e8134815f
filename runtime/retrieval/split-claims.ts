import { splitWords } from '#runtime/knowledge/text/split-words.ts';
import { toContentTerms } from '#runtime/knowledge/text/to-terms.ts';
import { type Span, splitSentences } from './split-sentences.ts';

const fence = /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm;
const opening =
  /^(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening)|thanks|thank you|you're welcome|you are welcome|sure|of course|certainly|absolutely|great question|good question|i hope|i'm happy|i am happy|happy to|glad to|feel free|let me know|please let me|if you have|is there anything)\b/i;
const admission =
  /\b(?:i (?:could not|couldn't|cannot|can't|do not|don't|did not|didn't) (?:find|know|have|see)|i'm (?:sorry|not sure)|i am (?:sorry|not sure)|no source was found|not (?:mentioned|stated|specified) in (?:the|my) (?:context|sources?|passages?|text|documents?))\b/i;

/** The sentences of an answer that claim something about the world: no code, headings, questions, greetings, admissions of not knowing, or lines that only introduce a list. */
export function splitClaims(answer: string): Span[] {
  const prose = answer.replace(fence, (code) => code.replace(/[^\n]/g, ' '));
  return splitSentences(prose)
    .map((span) => ({ ...span, text: answer.slice(span.start, span.end) }))
    .filter((span) => !isHeading(answer, span) && isClaim(span.text));
}

function isHeading(answer: string, span: Span): boolean {
  const lineStart = answer.lastIndexOf('\n', span.start - 1) + 1;
  return /^[ \t]*#{1,6}[ \t]/.test(answer.slice(lineStart, span.start));
}

function isClaim(sentence: string): boolean {
  const text = withoutMarkers(sentence).trim();
  if (/[?？]["'”’)*_]*$/.test(text) || /[:：]\**$/.test(text)) return false;
  if (opening.test(text) && splitWords(text).length <= 14) return false;
  if (admission.test(text)) return false;
  return toContentTerms(text).length >= 2 || /\d/.test(text);
}

/** A sentence without citation marks such as `[1]` that a model wrote by itself. */
export function withoutMarkers(sentence: string): string {
  return sentence.replace(/\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, '');
}
