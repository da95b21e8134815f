import type { AgentManifest } from '#protocol/manifests/agent-manifest.ts';
import { newId } from '#protocol/new-id.ts';
import type { ResponseObject } from '#protocol/openai/responses-object.ts';
import type { ResponsesSettings } from './stored-response.ts';

/** A new id with its prefix: `resp_`, `msg_`, `fc_`. Ids sort by the time they were made at. */
export function newResponsesId(prefix: 'resp' | 'msg' | 'fc' | 'fco', nowMs?: number): string {
  return `${prefix}_${newId(nowMs).replaceAll('-', '')}`;
}

/** A response that has not begun: what was asked, with what the agent adds. */
export function newResponse(
  settings: ResponsesSettings,
  { generation }: Pick<AgentManifest, 'generation'>,
  now: Date,
): ResponseObject {
  const background = settings.background === true;
  return {
    id: newResponsesId('resp', now.getTime()),
    object: 'response',
    created_at: Math.floor(now.getTime() / 1_000),
    completed_at: null,
    status: background ? 'queued' : 'in_progress',
    background,
    error: null,
    incomplete_details: null,
    output: [],
    usage: null,
    max_tool_calls: null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    truncation: 'disabled',
    access_programs: null,
    ...askedText(settings),
    ...askedTools(settings),
    temperature: settings.temperature ?? generation.temperature,
    top_p: settings.top_p ?? generation.topP,
    max_output_tokens: settings.max_output_tokens ?? null,
    top_logprobs: settings.top_logprobs ?? 0,
    store: settings.store ?? true,
    metadata: settings.metadata ?? {},
  };
}

function askedText(settings: ResponsesSettings) {
  return {
    model: settings.model,
    instructions: settings.instructions ?? null,
    previous_response_id: settings.previous_response_id ?? null,
    prompt_cache_key: settings.prompt_cache_key ?? null,
    safety_identifier: settings.safety_identifier ?? null,
    user: settings.user ?? null,
    text: { format: formatOf(settings) },
  };
}

function formatOf({ text }: ResponsesSettings): ResponseObject['text']['format'] {
  const format = text?.format ?? { type: 'text' as const };
  if (format.type !== 'json_schema') return format;
  return { ...format, description: format.description ?? null, strict: format.strict ?? false };
}

function askedTools({ tools, tool_choice: choice, parallel_tool_calls: isParallel }: ResponsesSettings) {
  return {
    tools: (tools ?? []).map((tool) => ({
      ...tool,
      description: tool.description ?? null,
      parameters: tool.parameters ?? null,
      strict: tool.strict ?? false,
    })),
    tool_choice: choice ?? 'auto',
    parallel_tool_calls: isParallel ?? true,
  };
}
