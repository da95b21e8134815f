import { AppError } from '#protocol/errors.ts';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import { templateProblem } from '#protocol/prompts/check-template.ts';

/** Checks every template of an agent's prompts, with the variables it has. Throws `invalid_input` that names the field. */
export function assertTemplates(prompts: Pick<PromptPolicy, 'system' | 'rag' | 'variables' | 'rules'>): void {
  const variables = Object.keys(prompts.variables);
  const texts: [string, string][] = [
    ['prompts.system', prompts.system],
    ['prompts.rag', prompts.rag],
    ...prompts.rules.flatMap(({ system, rag }, index): [string, string][] => [
      [`prompts.rules.${index}.system`, system],
      [`prompts.rules.${index}.rag`, rag ?? ''],
    ]),
  ];
  for (const [param, text] of texts) {
    const problem = templateProblem(text, variables);
    if (problem) throw new AppError('invalid_input', `${param}: ${problem}`, { param });
  }
  const names = prompts.rules.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw new AppError('invalid_input', `Two prompt rules are called "${twice}"; give each a name of its own.`, {
      param: 'prompts.rules',
    });
}
