import type { Address, Hex } from 'viem';
import {
  type ComparedAnswer,
  type ComparisonScore,
  type ControlScore,
  controlCompareSchema,
  controlScoreSchema,
  textHash,
  verdictsHash,
} from '#protocol/control/comparison.ts';
import { AppError } from '#protocol/errors.ts';
import { isSignedBy } from '#protocol/signing/is-signed-by.ts';
import type { TypedMessages, TypedSigner } from '#protocol/signing/typed-messages.ts';
import { answerPlainly } from '#runtime/answers/answer-plainly.ts';
import type { NodeApp } from '#runtime/http/node-parts.ts';
import type { ChatParts } from '#runtime/http/respond-chat.ts';
import type { ControlParts } from './control-parts.ts';
import { parseBody } from './parse-body.ts';

type Parts = Pick<ControlParts, 'loadAgentModels' | 'openSecrets'> &
  ChatParts & { identity: TypedSigner; clock: () => Date };

/** `/control/comparisons`: answers with and without a component that the node vouches for, and the count of what a person made of them. The node keeps nothing: its signatures come back to it. */
export function mountComparisons(app: NodeApp, parts: Parts): void {
  const { identity, clock } = parts;

  app.post('/control/comparisons', async (c) => {
    const asked = await parseBody(c, controlCompareSchema);
    const { signal } = c.req.raw;
    const request = { question: asked.question, callerId: c.get('callerId') ?? 'comparison', signal };
    await parts.loadAgentModels(asked.with.manifest, signal);
    const { manifest, collections, texts } = asked.with;
    const agent = { manifest, collections, secrets: parts.openSecrets(asked.with.secrets) };
    const held = await answerPlainly(parts, { ...request, agent, texts });
    await parts.loadAgentModels(asked.without.manifest, signal);
    const bare = { manifest: asked.without.manifest, collections: [], secrets: {} };
    const free = await answerPlainly(parts, { ...request, agent: bare, texts: [] });
    const answers = { withAnswer: held.text, withoutAnswer: free.text };
    const message = comparedMessage(identity.address, { ...asked, ...answers });
    return c.json({
      ...answers,
      usage: {
        promptTokens: held.usage.promptTokens + free.usage.promptTokens,
        completionTokens: held.usage.completionTokens + free.usage.completionTokens,
      },
      signature: await identity.signTypedMessage('ComparedAnswer', message),
    } satisfies ComparedAnswer);
  });

  app.post('/control/comparisons/score', async (c) => {
    const asked = await parseBody(c, controlScoreSchema);
    await assertOwnAnswers(identity.address, asked);
    const count = (verdict: string) => asked.rows.filter((row) => row.verdict === verdict).length;
    const score = {
      ...{ withWins: count('with'), withoutWins: count('without'), ties: count('tie') },
      ...{ verdictsHash: verdictsHash(asked.rows), issuedAt: Math.floor(clock().getTime() / 1000) },
    };
    const signature = await identity.signTypedMessage('ComparisonScore', {
      ...score,
      ...{ node: identity.address, comparison: asked.comparison as Hex, contentRoot: asked.contentRoot as Hex },
      issuedAt: BigInt(score.issuedAt),
    });
    return c.json({ ...score, signature } satisfies ComparisonScore);
  });
}

function comparedMessage(
  node: Address,
  row: Pick<ControlScore, 'comparison' | 'contentRoot'> & Omit<ControlScore['rows'][number], 'signature' | 'verdict'>,
): TypedMessages['ComparedAnswer'] {
  return {
    node,
    comparison: row.comparison as Hex,
    contentRoot: row.contentRoot as Hex,
    position: row.position,
    questionHash: textHash(row.question),
    withHash: textHash(row.withAnswer),
    withoutHash: textHash(row.withoutAnswer),
  };
}

/** Nobody can have a verdict counted on an answer that this node didn't give, or twice on one. */
async function assertOwnAnswers(node: Address, { rows, ...place }: ControlScore): Promise<void> {
  if (new Set(rows.map(({ position }) => position)).size !== rows.length) {
    throw new AppError('invalid_input', 'A question is counted twice.', { param: 'rows' });
  }
  for (const row of rows) {
    const message = comparedMessage(node, { ...place, ...row });
    const signature = row.signature as Hex;
    if (await isSignedBy(node, { name: 'ComparedAnswer', message, signature })) continue;
    throw new AppError('forbidden', `This node did not give the answers to question ${row.position + 1}.`, {
      param: 'rows',
    });
  }
}
