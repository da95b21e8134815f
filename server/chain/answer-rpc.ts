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
/** A call of a method that is not passed on: it is answered here, as nodes answer what they don't know. */
const foreignSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: callSchema.shape.id,
  method: z
    .string()
    .max(100)
    .refine((method) => !(method in parameterCounts), 'is passed on'),
});
const anySchema = z.union([callSchema, foreignSchema]);
const requestSchema = z.union([anySchema, z.array(anySchema).min(1).max(limits.chainCallsPerRequest)]);
type Call = z.output<typeof callSchema>;
type ForeignCall = z.output<typeof foreignSchema>;

const timeoutMs = 15_000;
/** Of JSON-RPC 2.0: the method does not exist, or is not available. */
const methodNotFound = -32_601;

/**
 * Passes JSON-RPC calls of a signed-in browser on to the chain and returns the answer's text, so that pages need no other
 * host. A method that is not on the list goes nowhere: its answer is JSON-RPC's "method not found". Throws `invalid_input` for
 * what is no JSON-RPC, `rate_limited`, `too_large`, or `upstream_failed` when the chain does not answer.
 */
export async function answerRpc(
  deps: Pick<Deps, 'db' | 'chain' | 'clock'>,
  input: { ownerId: string; body: unknown; signal: AbortSignal },
): Promise<string> {
  const { facts } = requireChain(deps);
  const request = parseRequest(input.body);
  const calls = [request].flat();
  await spendAllowance(deps, {
    key: `chain:${input.ownerId}`,
    limit: limits.chainCallsPerMinute,
    windowSeconds: 60,
    amount: calls.length,
    what: 'calls to the chain',
  });
  const refused = calls.filter(isForeign).map(refuse);
  if (refused.length === 0) return askChain(facts.rpcUrl, { request, signal: input.signal });
  const known = calls.filter((call) => !isForeign(call));
  const answered = known.length > 0 ? await askChain(facts.rpcUrl, { request: known, signal: input.signal }) : '[]';
  const answers = [...z.array(z.unknown()).parse(JSON.parse(answered)), ...refused];
  return JSON.stringify(Array.isArray(request) ? answers : answers[0]);
}

function isForeign(call: Call | ForeignCall): call is ForeignCall {
  return !(call.method in parameterCounts);
}

function refuse({ id, method }: ForeignCall) {
  const message = `The method ${method} does not exist, or is not available here.`;
  return { jsonrpc: '2.0', id, error: { code: methodNotFound, message } };
}

async function askChain(
  rpcUrl: string,
  { request, signal: given }: { request: unknown; signal: AbortSignal },
): Promise<string> {
  const signal = AbortSignal.any([given, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    if (!response.ok) throw new Error(`The chain answered with status ${response.status}.`);
    return await readBounded(response);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (given.aborted) throw new AppError('client_closed');
    throw new AppError('upstream_failed', 'The chain does not answer; nothing was lost. Try again in a moment.', {
      cause,
    });
  }
}

function parseRequest(body: unknown): z.output<typeof requestSchema> {
  const parsed = requestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid_input',
    `This is no JSON-RPC 2.0 call, or no list of up to ${limits.chainCallsPerRequest} of them.`,
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
