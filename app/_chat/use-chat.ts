'use client';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { ToolCard } from '#protocol/retrieval/trace.ts';
import type { ShownMessage } from './chat-types.ts';
import { readChatStream } from './read-chat-stream.ts';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** A conversation with the chat endpoint at `address`: send, stop, start over. `write` makes the body of a request from the messages up to the question. */
export function useChat(address: string, write: (messages: ShownMessage[]) => object = writeMessages) {
  const [messages, setMessages] = useState<ShownMessage[]>([]);
  const [isAnswering, setIsAnswering] = useState(false);
  const running = useRef<AbortController | null>(null);

  function change(id: string, update: (message: ShownMessage) => ShownMessage) {
    setMessages((all) => all.map((message) => (message.id === id ? update(message) : message)));
  }

  async function send(text: string, history: ShownMessage[] = messages) {
    const question = newMessage('user', text);
    const answer = newMessage('assistant', '');
    setMessages([...history, question, answer]);
    setIsAnswering(true);
    running.current = new AbortController();
    try {
      const response = await ask(address, write([...history, question]), running.current.signal);
      for await (const part of readChatStream(response)) change(answer.id, (message) => withPart(message, part));
    } catch (cause) {
      if (!running.current?.signal.aborted) change(answer.id, (message) => ({ ...message, problem: sentence(cause) }));
    } finally {
      setIsAnswering(false);
    }
  }

  /** Asks the last question again. */
  async function regenerate() {
    const last = messages.findLastIndex((message) => message.role === 'user');
    const question = messages[last];
    if (question) await send(question.content, messages.slice(0, last));
  }

  return {
    messages,
    isAnswering,
    send,
    regenerate,
    stop: () => running.current?.abort(),
    clear: () => setMessages([]),
  };
}

function newMessage(role: ShownMessage['role'], content: string): ShownMessage {
  return {
    id: crypto.randomUUID(),
    role,
    content,
    citations: [],
    unsupported: [],
    calls: [],
    outcome: null,
    trace: null,
    isCut: false,
    problem: null,
  };
}

function writeMessages(messages: ShownMessage[]): object {
  return { messages: messages.filter((one) => one.content !== '').map(({ role, content }) => ({ role, content })) };
}

async function ask(address: string, body: object, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body), signal });
  if (response.ok) return response;
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null));
  throw new Error(refusal.success ? refusal.data.error.message : `The answer failed with status ${response.status}.`);
}

type Part = ReturnType<typeof readChatStream> extends AsyncGenerator<infer One> ? One : never;

function withPart(message: ShownMessage, part: Part): ShownMessage {
  if (part.type === 'text') return { ...message, content: message.content + part.text };
  if (part.type === 'problem') return { ...message, problem: part.message };
  if (part.type === 'call') return { ...message, calls: withCall(message.calls, part.card) };
  const { citations, unsupported, outcome, trace, isCut } = part.extras;
  return { ...message, citations, unsupported, outcome, isCut, trace: trace ?? null };
}

/** A call's later card takes the place of its earlier one. */
function withCall(calls: ToolCard[], card: ToolCard): ToolCard[] {
  const isKnown = calls.some(({ id }) => id === card.id);
  return isKnown ? calls.map((one) => (one.id === card.id ? card : one)) : [...calls, card];
}

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'The answer failed.';
}
