import { limits } from '#protocol/limits.ts';
import { openCopyGuard } from '#protocol/market/open-copy-guard.ts';
import { chatRequestSchema } from '#protocol/openai/chat-request.ts';
import { answerRequest } from './answer-request.ts';
import type { AnswerDeps, AnswerEvent, AnswerInput, AnswerUsage } from './answer-types.ts';

/**
 * One whole answer without anything that tells where it came from: no citations, no notice that there was no source. What repeats passages or `texts` at length is cut where a quotation ends.
 */
export async function answerPlainly(
  deps: AnswerDeps,
  input: Pick<AnswerInput, 'agent' | 'callerId' | 'signal'> & { question: string; texts: readonly string[] },
): Promise<{ text: string; usage: AnswerUsage }> {
  const { agent, question, texts, callerId, signal } = input;
  const { manifest } = agent;
  const messages = [{ role: 'user', content: question }];
  const request = chatRequestSchema.parse({ model: manifest.slug, messages });
  let text = '';
  let end: Extract<AnswerEvent, { type: 'ended' }> | null = null;
  for await (const event of answerRequest(deps, { agent, request, callerId, signal, scope: 'owner', choice: 0 })) {
    if (event.type === 'text' || event.type === 'refusal') text += event.text;
    else if (event.type === 'ended') end = event;
  }
  const isUnsourced = end?.extras.outcome === 'answered-without-source';
  const plain = isUnsourced ? text.replace(`\n\n${manifest.evidence.notice}`, '') : text;
  const passages = end?.extras.trace?.search?.passages ?? [];
  const guard = openCopyGuard([...texts, ...passages.map((passage) => passage.text)], limits.quoteLength);
  return {
    text: (guard.take(plain) + guard.rest()).trim(),
    usage: end?.usage ?? { promptTokens: 0, cachedTokens: 0, completionTokens: 0 },
  };
}
