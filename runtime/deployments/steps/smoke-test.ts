import { AppError } from '#protocol/errors.ts';
import type { AgentManifest, GoldenQuestion } from '#protocol/manifests/agent-manifest.ts';
import type { DeploymentParts, Report } from '#runtime/deployments/deployment-parts.ts';
import { searchKnowledge } from '#runtime/retrieval/search-knowledge.ts';

const questionsAsked = 10;
const requiredShare = 0.5;
const lookAt = 5;

/** Asks the agent's test questions of the restored knowledge: at least half must find their passage among the first five. */
export async function smokeTest(
  parts: DeploymentParts,
  input: { manifest: AgentManifest; collections: string[]; signal: AbortSignal },
  report: Report,
): Promise<void> {
  const questions = input.manifest.goldenQuestions.slice(0, questionsAsked);
  if (questions.length === 0 || input.collections.length === 0) {
    report('No test questions: the warm-up answer counts');
    return;
  }
  let found = 0;
  const missed: string[] = [];
  for (const [index, question] of questions.entries()) {
    if (await isFound(parts, { ...input, question })) found += 1;
    else missed.push(question.question);
    report(`${found} of ${index + 1} test questions found their passage`, { done: index + 1, total: questions.length });
  }
  if (found / questions.length >= requiredShare) return;
  throw new AppError(
    'conflict',
    `Only ${found} of ${questions.length} test questions found their passage, for example not “${missed[0]}”. Check the knowledge, or correct the questions.`,
  );
}

async function isFound(
  parts: DeploymentParts,
  input: { manifest: AgentManifest; collections: string[]; question: GoldenQuestion; signal: AbortSignal },
): Promise<boolean> {
  const { embedding, retrieval } = input.manifest;
  if (!embedding) return false;
  const result = await searchKnowledge(
    parts,
    {
      collections: input.collections,
      embeddingModelId: embedding.sha256,
      fingerprint: embedding.fingerprint,
      query: input.question.question,
      settings: retrieval,
    },
    input.signal,
  );
  const wanted = flat(input.question.expectedSubstring);
  return result.candidates
    .slice(0, lookAt)
    .some((chunk) => chunk.documentName === input.question.documentName && flat(chunk.text).includes(wanted));
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
