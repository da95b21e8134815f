import { type AppError, errorTable } from '#protocol/errors.ts';
import type { ResponseStep } from '#protocol/openai/responses-events.ts';
import type { OutputCall, OutputMessage, ResponseObject } from '#protocol/openai/responses-object.ts';
import type { AnswerEvent } from '#runtime/answers/answer-types.ts';
import { newResponsesId } from './new-response.ts';
import { eventLogprobs, toOutputLogprobs } from './to-output-logprobs.ts';

/** Turns what happens in an answer into a response and the steps by which it comes into being. */
export interface ResponseWriter {
  /** The response as it stands. */
  readonly response: ResponseObject;
  /** It has been created, and, in the background, waits. */
  create(): ResponseStep[];
  /** The answer begins. */
  begin(): ResponseStep[];
  write(event: AnswerEvent): ResponseStep[];
  /** It ended by an error. */
  fail(error: AppError): ResponseStep[];
  /** It was ended by its caller. */
  cancel(): void;
}

type Ended = Extract<AnswerEvent, { type: 'ended' }>;
type PartStatus = OutputMessage['status'];

/** Opens a writer for a response without output. */
export function openResponseWriter(response: ResponseObject, clock: () => Date = () => new Date()): ResponseWriter {
  return new Writer(response, clock);
}

class Writer implements ResponseWriter {
  readonly response: ResponseObject;
  private readonly clock: () => Date;
  /** What is being written now: always the last piece of the output. */
  private open: OutputMessage | OutputCall | null = null;

  constructor(response: ResponseObject, clock: () => Date) {
    this.response = response;
    this.clock = clock;
  }

  create(): ResponseStep[] {
    const isQueued = this.response.status === 'queued';
    return [this.tell('response.created'), ...(isQueued ? [this.tell('response.queued')] : [])];
  }

  begin(): ResponseStep[] {
    this.response.status = 'in_progress';
    return [this.tell('response.in_progress')];
  }

  write(event: AnswerEvent): ResponseStep[] {
    switch (event.type) {
      case 'text':
        return this.addText(event);
      case 'refusal':
        return [...this.openPart('refusal'), ...this.addRefusal(event.text)];
      case 'tool-call':
        return this.openCall(event);
      case 'tool-arguments':
        return this.addArguments(event.text);
      case 'tool-card':
        return [{ type: 'response.in_progress', ...this.snapshot(), gaia: { toolCall: event.card } }];
      case 'ended':
        return this.end(event);
    }
  }

  fail(error: AppError): ResponseStep[] {
    this.close('incomplete');
    this.response.status = 'failed';
    this.response.error = { code: codeOf(error), message: error.message };
    return [this.tell('response.failed')];
  }

  cancel(): void {
    this.close('incomplete');
    this.response.status = 'cancelled';
  }

  private tell(type: Extract<ResponseStep, { response: ResponseObject }>['type']): ResponseStep {
    return { type, ...this.snapshot() };
  }

  private snapshot(): { response: ResponseObject } {
    return { response: structuredClone(this.response) };
  }

  private place(item: { id: string }) {
    return { item_id: item.id, output_index: this.response.output.length - 1 };
  }

  private openPart(type: 'output_text' | 'refusal'): ResponseStep[] {
    if (this.open?.type === 'message' && this.open.content[0]?.type === type) return [];
    const steps = this.close('completed');
    const item: OutputMessage = {
      ...{ id: newResponsesId('msg'), type: 'message', status: 'in_progress', role: 'assistant', content: [] },
    };
    this.response.output.push(item);
    this.open = item;
    const at = this.place(item);
    steps.push({ type: 'response.output_item.added', output_index: at.output_index, item: structuredClone(item) });
    const part: OutputMessage['content'][number] =
      type === 'refusal' ? { type, refusal: '' } : { type, text: '', annotations: [], logprobs: [] };
    item.content.push(part);
    steps.push({ type: 'response.content_part.added', ...at, content_index: 0, part: structuredClone(part) });
    return steps;
  }

  private addText({ text, logprobs: told }: Extract<AnswerEvent, { type: 'text' }>): ResponseStep[] {
    const steps = this.openPart('output_text');
    const part = this.open?.type === 'message' ? this.open.content[0] : undefined;
    if (!this.open || part?.type !== 'output_text') return steps;
    const logprobs = toOutputLogprobs(told);
    part.text += text;
    part.logprobs.push(...logprobs);
    const at = { ...this.place(this.open), content_index: 0 };
    steps.push({ type: 'response.output_text.delta', ...at, delta: text, logprobs: eventLogprobs(logprobs) });
    return steps;
  }

  private addRefusal(text: string): ResponseStep[] {
    const part = this.open?.type === 'message' ? this.open.content[0] : undefined;
    if (!this.open || part?.type !== 'refusal') return [];
    part.refusal += text;
    return [{ type: 'response.refusal.delta', ...this.place(this.open), content_index: 0, delta: text }];
  }

  private openCall({ id, name }: Extract<AnswerEvent, { type: 'tool-call' }>): ResponseStep[] {
    const steps = this.close('completed');
    const item: OutputCall = {
      ...{ id: newResponsesId('fc'), type: 'function_call', status: 'in_progress', call_id: id, name, arguments: '' },
    };
    this.response.output.push(item);
    this.open = item;
    const { output_index } = this.place(item);
    steps.push({ type: 'response.output_item.added', output_index, item: structuredClone(item) });
    return steps;
  }

  private addArguments(text: string): ResponseStep[] {
    if (this.open?.type !== 'function_call') return [];
    this.open.arguments += text;
    return [{ type: 'response.function_call_arguments.delta', ...this.place(this.open), delta: text }];
  }

  /** Ends the piece that is being written. */
  private close(status: PartStatus): ResponseStep[] {
    const item = this.open;
    if (!item) return [];
    this.open = null;
    item.status = status;
    const at = this.place(item);
    const inside = item.type === 'message' ? closeParts(item, at) : [closeArguments(item, at)];
    return [
      ...inside,
      { type: 'response.output_item.done', output_index: at.output_index, item: structuredClone(item) },
    ];
  }

  private end({ finishReason, usage, extras }: Ended): ResponseStep[] {
    const isCut = finishReason === 'length';
    const steps = this.response.output.length === 0 ? this.openPart('output_text') : [];
    steps.push(...this.close(isCut ? 'incomplete' : 'completed'));
    this.response.status = isCut ? 'incomplete' : 'completed';
    this.response.incomplete_details = isCut ? { reason: 'max_output_tokens' } : null;
    this.response.completed_at = isCut ? null : Math.floor(this.clock().getTime() / 1_000);
    this.response.usage = {
      input_tokens: usage.promptTokens,
      input_tokens_details: { cached_tokens: usage.cachedTokens, cache_write_tokens: 0 },
      output_tokens: usage.completionTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.promptTokens + usage.completionTokens,
    };
    this.response.gaia = extras;
    return [...steps, this.tell(isCut ? 'response.incomplete' : 'response.completed')];
  }
}

interface Place {
  item_id: string;
  output_index: number;
}

function closeParts({ content }: OutputMessage, at: Place): ResponseStep[] {
  return content.flatMap((part, content_index): ResponseStep[] => {
    const place = { ...at, content_index };
    const done = { type: 'response.content_part.done' as const, ...place, part: structuredClone(part) };
    if (part.type === 'refusal') return [{ type: 'response.refusal.done', ...place, refusal: part.refusal }, done];
    const logprobs = eventLogprobs(part.logprobs);
    return [{ type: 'response.output_text.done', ...place, text: part.text, logprobs }, done];
  });
}

function closeArguments({ name, arguments: given }: OutputCall, at: Place): ResponseStep {
  return { type: 'response.function_call_arguments.done', ...at, name, arguments: given };
}

function codeOf({ code }: AppError): NonNullable<ResponseObject['error']>['code'] {
  const { openAiType } = errorTable[code];
  if (openAiType === 'rate_limit_error') return 'rate_limit_exceeded';
  return openAiType === 'server_error' ? 'server_error' : 'invalid_prompt';
}
