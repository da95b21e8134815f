import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { spendAllowance } from '#server/accounts/spend-allowance.ts';
import type { Deps } from '#server/deps-type.ts';
import { requireChain } from './require-chain.ts';

/** What a browser may ask the chain, and how many parameters that takes: reading, and sending what a wallet signed. */
const parameterCounts = {
  eth_blockNumber: 0,
  eth_call: 2,
  eth_chainId: 0,
  eth_estimateGas: 2,
  eth_feeHistory: 3,
  eth_gasPrice: 0,
  eth_getBalance: 2,
  eth_getBlockByHash: 2,
  eth_getBlockByNumber: 2,
  eth_getCode: 2,
  eth_getTransactionByHash: 1,
  eth_getTransactionCount: 2,
  eth_getTransactionReceipt: 1,
  eth_maxPriorityFeePerGas: 0,
  eth_sendRawTransaction: 1,
  net_version: 0,
} as const;

const callSchema = z
  .object({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.number(), z.string().max(100)]),
    method: z.enum(Object.keys(parameterCounts) as [keyof typeof parameterCounts]),
    params: z.array(z.unknown()).default([]),
  })
  .refine(({ method, params }) => params.length <= parameterCounts[method], 'has too many parameters');
const requestSchema = z.union([callSchema, z.array(callSchema).min(1).max(limits.chainCallsPerRequest)]);

const timeoutMs = 15_000;

/**
 * Passes JSON-RPC calls of a signed-in browser on to the chain and returns the answer's text, so that pages need no other
 * host. Throws `invalid_input` for a method that is not on the list, `rate_limited`, `too_large`, or `upstream_failed` when
 * the chain does not answer.
 */
export async function answerRpc(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; body: unknown; signal: AbortSignal },
): Promise<string> {
  const { facts } = requireChain(deps);
  const request = parseRequest(input.body);
  await spendAllowance(deps, {
    key: `chain:${input.ownerId}`,
    limit: limits.chainCallsPerMinute,
    windowSeconds: 60,
    amount: Array.isArray(request) ? request.length : 1,
    what: 'calls to the chain',
  });
  const signal = AbortSignal.any([input.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(facts.rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    if (!response.ok) throw new Error(`The chain answered with status ${response.status}.`);
    return await readBounded(response);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (input.signal.aborted) throw new AppError('client_closed');
    throw new AppError('upstream_failed', 'The chain does not answer; nothing was lost. Try again in a moment.', {
      cause,
    });
  }
}

function parseRequest(body: unknown): z.output<typeof requestSchema> {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const methods = z.array(z.object({ method: z.string() })).safeParse([body].flat());
  const foreign = methods.data?.find(({ method }) => !(method in parameterCounts));
  throw new AppError(
    'invalid_input',
    foreign
      ? `"${foreign.method.slice(0, 60)}" is not among what the studio passes on to the chain.`
      : `This is no JSON-RPC 2.0 call, or no list of up to ${limits.chainCallsPerRequest} of them.`,
  );
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > limits.chainAnswerBytes)
      throw new AppError('too_large', "The chain's answer is too large; ask for less.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
