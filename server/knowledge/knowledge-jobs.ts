import { z } from 'zod';
import type { JobKinds } from '#server/jobs/job-kinds.ts';
import { endIngest } from './ingest/end-ingest.ts';
import { ingestDocument } from './ingest/ingest-document.ts';
import { publishKnowledge } from './publish/publish-knowledge.ts';
import { publishJobKind } from './publish/queue-publish.ts';
import { ingestJobKind } from './queue-ingest.ts';

const ingestPayload = z.object({ documentId: z.uuid(), keepsChunks: z.boolean().default(false) });
const publishPayload = z.object({ versionId: z.uuid() });

/** Job kinds of knowledge, for the worker. */
export const knowledgeJobs: JobKinds = {
  [ingestJobKind]: {
    run: (deps, payload, context) => ingestDocument(deps, ingestPayload.parse(payload), context),
    onEnded: (deps, payload, outcome) => endIngest(deps, ingestPayload.parse(payload), outcome),
  },
  [publishJobKind]: {
    run: (deps, payload, context) => publishKnowledge(deps, publishPayload.parse(payload), context),
  },
};
