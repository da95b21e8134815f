import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { readFileIfAny } from './read-file-if-any.ts';

/** What a controller may do on this machine beyond serving agents. Everything is off until the node's owner allows it here. */
const policySchema = z.strictObject({
  /** Run Python that a model or creator wrote. */
  python: z.boolean().default(false),
  /** Run finetuning jobs. */
  training: z.boolean().default(false),
  /** Public hosts that tools, plugins and prompts may call; "*" stands for every public host. */
  toolHosts: z
    .array(
      z
        .string()
        .regex(/^(?:\*|[a-z0-9.-]+(?::\d{1,5})?)$/, 'must be a host name in lower case, such as api.example.org, or *'),
    )
    .default([]),
  /** Services on this machine or its network that they may call too: exactly these hosts and ports. */
  privateHosts: z
    .array(
      z.string().regex(/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/, 'must be a host and port, such as 127.0.0.1:8443'),
    )
    .default([]),
  /** PEM files of certificate authorities that are trusted besides the usual ones. */
  certificateFiles: z.array(z.string().min(1)).default([]),
  /** Whether calls may leave through the proxy of HTTPS_PROXY, which resolves names itself so that the node can't check addresses. */
  viaProxy: z.boolean().default(false),
  /** Load models that are not in the catalogue. */
  ownModels: z.boolean().default(false),
});
export type Policy = z.infer<typeof policySchema>;

/** Reads `<home>/policy.json`; no file means that nothing extra is allowed. Throws `invalid_input` naming the wrong key or value. */
export function readPolicy(home: string): Policy {
  const path = join(home, 'policy.json');
  const content = readFileIfAny(path);
  if (content === null) return policySchema.parse({});

  const parsed = policySchema.safeParse(parseJson(path, content));
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `${path}: ${parsed.error.issues.map(sentenceOf).join(' ')}`);
}

function parseJson(path: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new AppError('invalid_input', `${path} is not JSON: ${(cause as Error).message}. Correct it or remove it.`, {
      cause,
    });
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(policySchema.shape).join(', ');
    return `The key "${issue.keys.join('", "')}" is unknown; the policy knows ${known}.`;
  }
  return `The value of "${issue.path.join('.')}" is wrong: ${issue.message}.`;
}
