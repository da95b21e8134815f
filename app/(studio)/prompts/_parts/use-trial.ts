'use client';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { type ChatPart, readChatStream } from '#app/_chat/read-chat-stream.ts';
import type { TrialColumn } from '#protocol/evaluations/evaluation.ts';
import type { Trace } from '#protocol/retrieval/trace.ts';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

export interface Trial {
  text: string;
  /** Milliseconds until the first text. */
  firstMs: number | null;
  totalMs: number | null;
  trace: Trace | null;
  problem: string | null;
  isRunning: boolean;
}

export interface TrialRequest {
  /** Whose trial it is. */
  columnId: number;
  agentId: string | null;
  column: TrialColumn;
  question: string;
}

const empty: Trial = { text: '', firstMs: null, totalMs: null, trace: null, problem: null, isRunning: false };

/** Trials that run side by side, one for each column by its id, each with its text as it streams. */
export function useTrials() {
  const [trials, setTrials] = useState<Record<number, Trial>>({});
  const running = useRef<AbortController | null>(null);

  function change(id: number, part: (trial: Trial) => Partial<Trial>) {
    setTrials((all) => ({ ...all, [id]: { ...(all[id] ?? empty), ...part(all[id] ?? empty) } }));
  }

  async function runOne({ columnId, ...request }: TrialRequest, signal: AbortSignal) {
    const startedMs = performance.now();
    change(columnId, () => ({ ...empty, isRunning: true }));
    try {
      for await (const part of readChatStream(await ask(request, signal))) {
        const ms = performance.now() - startedMs;
        change(columnId, (trial) => withPart(trial, { part, ms }));
      }
    } catch (cause) {
      if (!signal.aborted)
        change(columnId, () => ({ problem: cause instanceof Error ? cause.message : String(cause) }));
    } finally {
      change(columnId, () => ({ isRunning: false, totalMs: performance.now() - startedMs }));
    }
  }

  return {
    trials,
    isRunning: Object.values(trials).some((trial) => trial.isRunning),
    async run(requests: TrialRequest[]) {
      const own = new AbortController();
      running.current = own;
      setTrials({});
      await Promise.all(requests.map((request) => runOne(request, own.signal)));
    },
    stop: () => running.current?.abort(),
  };
}

function withPart({ text, firstMs }: Trial, { part, ms }: { part: ChatPart; ms: number }): Partial<Trial> {
  if (part.type === 'text') return { text: text + part.text, firstMs: firstMs ?? ms };
  if (part.type === 'problem') return { problem: part.message };
  return part.type === 'extras' ? { trace: part.extras.trace ?? null } : {};
}

async function ask(request: Omit<TrialRequest, 'columnId'>, signal: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/api/prompts/try', { method: 'POST', headers, body: JSON.stringify(request), signal });
  if (response.ok) return response;
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null));
  throw new Error(refusal.success ? refusal.data.error.message : `The answer failed with status ${response.status}.`);
}
