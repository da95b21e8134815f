import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { Deps } from '#server/deps-type.ts';
import type { JobContext } from '#server/jobs/job-kinds.ts';
import { connectedNode } from '#server/tools/connected-node.ts';
import { findOwnTool, type OwnTool } from '#server/tools/find-own-tool.ts';
import { askModel } from './ask-model.ts';
import { giveAdvice } from './give-advice.ts';
import { judgeAnswer } from './judge-answer.ts';
import { keepReadinessRun } from './keep-readiness-run.ts';
import { type ReadinessChoice, type ReadinessRow, readinessRowSchema } from './readiness-schema.ts';
import { scoreRows } from './score-rows.ts';
import { writePrompts } from './write-prompts.ts';

const checkpointSchema = z.object({ rows: z.array(readinessRowSchema.extend({ toolId: z.string() })) });
type KeptRow = ReadinessRow & { toolId: string };

/** The job `tool.readiness`: asks the model every question of every tool, with all the tools to choose from, and keeps score and advice with each tool. Goes on where a killed run stopped. */
export async function scoreReadiness(
  deps: Deps,
  payload: { ownerId: string; toolIds: string[]; modelId: string; choice: ReadinessChoice },
  context: JobContext,
): Promise<void> {
  const { ownerId, modelId, choice } = payload;
  const tools = await findTools(deps, payload);
  const among = tools.map(({ definition }) => definition);
  const questions = tools.flatMap((tool) =>
    (tool.readiness.prompts ?? writePrompts(tool.definition)).map((prompt) => ({ tool, prompt })),
  );
  const rows: KeptRow[] = checkpointSchema.safeParse(context.checkpoint).data?.rows ?? [];
  for (const { tool, prompt } of questions.slice(rows.length)) {
    context.signal.throwIfAborted();
    const message = `Asking about ${tool.definition.name}`;
    await context.report({ step: 'asking', done: rows.length, total: questions.length, message });
    const nodeId = await connectedNode(deps, ownerId);
    const answer = await askModel(deps, {
      ...{ ownerId, nodeId, modelId, among, question: prompt.question, choice },
      signal: context.signal,
    });
    rows.push({ ...judgeAnswer(tool.definition.name, prompt, answer), toolId: tool.id });
    await context.saveCheckpoint({ rows });
  }
  for (const tool of tools) await keepRun(deps, { tool, modelId, choice, among, rows });
  const done = questions.length;
  await context.report({ step: 'done', done, total: done, message: `${done} questions asked` });
}

/** A tool that was deleted meanwhile is left out. */
async function findTools(deps: Deps, payload: { ownerId: string; toolIds: string[] }): Promise<OwnTool[]> {
  const found: OwnTool[] = [];
  for (const toolId of payload.toolIds) {
    const tool = await findOwnTool(deps, { ownerId: payload.ownerId, toolId }).catch((cause: unknown) => {
      if (cause instanceof AppError && cause.code === 'not_found') return null;
      throw cause;
    });
    if (tool) found.push(tool);
  }
  return found;
}

async function keepRun(
  deps: Deps,
  input: { tool: OwnTool; modelId: string; choice: ReadinessChoice; among: ToolDefinition[]; rows: KeptRow[] },
): Promise<void> {
  const { tool, modelId, choice, among } = input;
  const rows = input.rows.filter(({ toolId }) => toolId === tool.id).map(({ toolId: _, ...row }) => row);
  await keepReadinessRun(deps, {
    toolId: tool.id,
    run: {
      modelId,
      choice,
      ranAt: deps.clock().toISOString(),
      among: among.map(({ name }) => name),
      score: scoreRows(rows),
      rows,
      advice: giveAdvice(tool.definition, { among, rows }),
    },
  });
}
