import { AppError } from '#protocol/errors.ts';
import type { PromptPolicy } from '#protocol/manifests/agent-manifest.ts';
import type { PromptRule } from '#protocol/prompts/prompt-rules.ts';
import type { FunctionDeps } from './functions/call-function.ts';
import type { PluginQuestion } from './prompt-means.ts';
import { type ConditionInput, judgeCondition } from './rules/judge-condition.ts';

export interface ChosenPrompt {
  /** The rule's name, or "agent's own". */
  name: string;
  /** Which conditions held, in words. */
  reason: string;
  notes: string[];
  policy: PromptPolicy;
}

/** The prompt of one request: of the first rule whose conditions all hold, else the agent's own. A condition that can't be judged doesn't hold, and leaves a note. A rule without passage text or examples keeps the agent's own. */
export async function choosePrompt(deps: FunctionDeps, about: Omit<PluginQuestion, 'plugin'>): Promise<ChosenPrompt> {
  const policy = about.agent.manifest.prompts;
  const rules = policy.rules.map(({ name }) => name);
  const pluginAnswers: ConditionInput['pluginAnswers'] = new Map();
  const notes: string[] = [];
  for (const rule of policy.rules) {
    const { reason, note } = await judgeRule(deps, rule, { rule: rule.name, rules, about, pluginAnswers });
    if (note) notes.push(note);
    if (reason) return { name: rule.name, reason, notes, policy: withRule(policy, rule) };
  }
  const reason = rules.length === 0 ? 'the agent has no rules' : 'no rule holds';
  return { name: "agent's own", reason, notes, policy };
}

async function judgeRule(
  deps: FunctionDeps,
  rule: PromptRule,
  input: ConditionInput,
): Promise<{ reason?: string; note?: string }> {
  const reasons: string[] = [];
  for (const condition of rule.when) {
    try {
      const { holds, why } = await judgeCondition(deps, condition, input);
      if (!holds) return {};
      reasons.push(why);
    } catch (cause) {
      if (input.about.signal.aborted) throw new AppError('client_closed');
      const why = cause instanceof AppError ? cause.message : 'something went wrong on the node';
      return { note: `rule "${rule.name}" was passed over: ${why}` };
    }
  }
  return { reason: reasons.join('; ') || 'the rule has no conditions' };
}

function withRule(policy: PromptPolicy, rule: PromptRule): PromptPolicy {
  return {
    ...policy,
    system: rule.system,
    rag: rule.rag ?? policy.rag,
    fewShot: rule.fewShot.length > 0 ? rule.fewShot : policy.fewShot,
  };
}
