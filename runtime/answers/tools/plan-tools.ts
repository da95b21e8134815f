import { AppError } from '#protocol/errors.ts';
import type { ToolChoice } from '#protocol/openai/chat-request.ts';
import type { AnswerDeps, AnswerInput } from '#runtime/answers/answer-types.ts';
import { plainToolFormat, type ToolFormat } from '#runtime/engine/tool-calls/tool-format.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';
import { writeCallGrammar } from '#runtime/engine/tool-calls/write-call-grammar.ts';
import { callerFunctions } from './caller-functions.ts';

/** Which functions a model may call in one request, and how. */
export interface ToolPlan {
  /** How the model writes calls. */
  format: ToolFormat;
  /** On offer; empty where nothing may be called. */
  functions: ToolFunction[];
  /** Names of those that the node calls itself; the caller calls the others. */
  own: ReadonlySet<string>;
  /** What the first round has to do; later ones are as the model likes. */
  choice: ToolChoice;
  /** Most calls in one message. */
  mostCalls: number;
  /** Functions of the caller's whose arguments the grammar can't hold to all of their schema. */
  unenforced: ReadonlySet<string>;
}

/** Calls that a model may make side by side. */
const parallelCalls = 8;

/** Puts the agent's functions and the caller's together. A function that the caller declares is the caller's, even where the agent has one of that name. Throws `invalid_input` naming the field. */
export function planTools(deps: Pick<AnswerDeps, 'engine' | 'tools'>, { agent, request }: AnswerInput): ToolPlan {
  const callers = callerFunctions(request);
  const isCallers = new Set(callers.map(({ name }) => name));
  const agents = deps.tools
    .declarations({ secrets: {}, ...agent })
    .filter(({ name }) => !isCallers.has(name))
    .map((one) => ({ ...one, isStrict: false, param: `tools.${one.name}.parameters` }));
  const functions = [...agents, ...callers];
  const choice = request.tool_choice ?? 'auto';
  refuseChoice(choice, functions);
  refuseGrammar(request, functions);

  const executes = request.gaia?.execute_tools !== false;
  const loaded = deps.engine.status().models.find(({ modelId }) => modelId === agent.manifest.model.sha256);
  const format = loaded?.toolFormat ?? plainToolFormat;
  const unenforced = findUnenforced(callers, format);
  return {
    format,
    functions: choice === 'none' ? [] : functions,
    own: new Set(executes ? agents.map(({ name }) => name) : []),
    choice,
    mostCalls: request.parallel_tool_calls === false ? 1 : parallelCalls,
    unenforced,
  };
}

/** A strict schema that can't be enforced is refused before any work. */
function findUnenforced(callers: ToolFunction[], format: ToolFormat): ReadonlySet<string> {
  if (callers.length === 0) return new Set();
  return writeCallGrammar({ format, functions: callers, mode: 'calls', mostCalls: 1 }).unenforced;
}

function refuseGrammar({ grammar, tool_choice: choice }: AnswerInput['request'], functions: ToolFunction[]): void {
  if (!grammar || functions.length === 0 || choice === 'none') return;
  const message = 'A "grammar" leaves no room for calls; send a "response_format" instead, or tool_choice "none".';
  throw new AppError('invalid_input', message, { param: 'grammar' });
}

function refuseChoice(choice: ToolChoice, functions: ToolFunction[]): void {
  if (choice === 'none' || choice === 'auto') return;
  if (functions.length === 0) {
    const message = 'tool_choice asks for a call, but there is no function to call; send "tools".';
    throw new AppError('invalid_input', message, { param: 'tool_choice' });
  }
  if (choice === 'required' || functions.some(({ name }) => name === choice.function.name)) return;
  const names = functions.map(({ name }) => `"${name}"`).join(', ');
  throw new AppError(
    'invalid_input',
    `tool_choice names "${choice.function.name}", which is none of the functions ${names}.`,
    { param: 'tool_choice.function.name' },
  );
}
