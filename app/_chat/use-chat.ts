'use client';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { ShownMessage } from './chat-types.ts';
import { readChatStream } from './read-chat-stream.ts';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** A conversation with the chat endpoint at `address`: send, stop, start over. */
export function useChat(address: string) {
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
      const response = await ask(address, [...history, question], running.current.signal);
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
    outcome: null,
    trace: null,
    problem: null,
  };
}

async function ask(address: string, messages: ShownMessage[], signal: AbortSignal): Promise<Response> {
  const body = {
    messages: messages.filter((one) => one.content !== '').map(({ role, content }) => ({ role, content })),
  };
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
  const { citations, unsupported, outcome, trace } = part.extras;
  return { ...message, citations, unsupported, outcome, trace: trace ?? null };
}

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'The answer failed.';
}
