import process from 'node:process';
import type { CheckAnswer, CheckRequest } from '#runtime/engine/grammar/check/check-messages.ts';
import { openSchemaCache } from './open-schema-cache.ts';

const schemas = openSchemaCache();

process.on('message', ({ id, schema, text }: CheckRequest) => {
  process.send?.({ id, problem: schemas.findProblem(schema, text) } satisfies CheckAnswer);
});
process.on('disconnect', () => process.exit());
