import type { ToolCard } from '#protocol/retrieval/trace.ts';
import type { OutputPiece, OutputText, ResponseObject } from './responses-object.ts';

/** Where in a response an event happens. */
interface Place {
  item_id: string;
  output_index: number;
}
interface PartPlace extends Place {
  content_index: number;
}
type Part = Extract<OutputPiece, { type: 'message' }>['content'][number];
/** Log probabilities as events tell them: without bytes. */
type EventLogprob = Omit<OutputText['logprobs'][number], 'bytes' | 'top_logprobs'> & {
  top_logprobs: { token: string; logprob: number }[];
};

type LifecycleType =
  | 'response.created'
  | 'response.queued'
  | 'response.in_progress'
  | 'response.completed'
  | 'response.incomplete'
  | 'response.failed';

/** What happens while a response comes into being, before it is numbered. */
export type ResponseStep =
  /** Our `gaia.toolCall` tells a call that the node makes for an agent, when it starts and when it has ended. */
  | { type: LifecycleType; response: ResponseObject; gaia?: { toolCall: ToolCard } }
  | { type: 'response.output_item.added' | 'response.output_item.done'; output_index: number; item: OutputPiece }
  | ({ type: 'response.content_part.added' | 'response.content_part.done'; part: Part } & PartPlace)
  | ({ type: 'response.output_text.delta'; delta: string; logprobs: EventLogprob[] } & PartPlace)
  | ({ type: 'response.output_text.done'; text: string; logprobs: EventLogprob[] } & PartPlace)
  | ({ type: 'response.refusal.delta'; delta: string } & PartPlace)
  | ({ type: 'response.refusal.done'; refusal: string } & PartPlace)
  | ({ type: 'response.function_call_arguments.delta'; delta: string } & Place)
  | ({ type: 'response.function_call_arguments.done'; arguments: string; name: string } & Place)
  | { type: 'error'; code: string | null; message: string; param: string | null };

/** One event of a streamed response; numbers rise by one from 0. */
export type ResponseEvent = ResponseStep & { sequence_number: number };
