import { z } from 'zod';
import { deploymentEventSchema, deploymentStates } from '#protocol/control/control-api.ts';
import { agentManifestSchema } from '#protocol/manifests/agent-manifest.ts';

/** A deployment as the node remembers it across restarts. */
const deploymentRecordSchema = z.object({
  deploymentId: z.uuid(),
  manifest: agentManifestSchema,
  manifestHash: z.string(),
  state: z.enum(deploymentStates),
  failedStep: z.string().nullable(),
  reason: z.string().nullable(),
  startedAt: z.iso.datetime(),
  liveAt: z.iso.datetime().nullable(),
  /** Collections that hold its knowledge; empty until restored. */
  collections: z.array(z.string()),
  /** The deployment that served the same slug before it. */
  previousId: z.uuid().nullable(),
  events: z.array(deploymentEventSchema),
  /** Secrets of its tools by slot name, sealed to the node's key as they came: never in clear on disk. */
  secrets: z.record(z.string(), z.string()).default({}),
});
export type DeploymentRecord = z.infer<typeof deploymentRecordSchema>;

/** Everything in `deployments.json`: deployments, and which bundles are already in the vector store. */
export const deploymentFileSchema = z.object({
  format: z.literal(1),
  deployments: z.array(deploymentRecordSchema),
  /** contentRoot → collection that holds all of the bundle. */
  restored: z.record(z.string(), z.string()),
});
export type DeploymentFile = z.infer<typeof deploymentFileSchema>;
