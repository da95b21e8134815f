import { z } from 'zod';
import { limits } from '#protocol/limits.ts';
import { publishModel } from '#server/models/publish-model.ts';
import { answerErrors } from './answer-errors.ts';
import { fileFieldsSchema, receiveFile } from './receive-file.ts';

const fields = fileFieldsSchema.extend({
  madeFrom: z.string().max(200).nullable().default(null),
  fileName: z.string().min(1).max(255),
});

/** `POST /api/models?name=…&licence=…&fileName=…`: a GGUF file as the raw body. Answers 201 `{componentId, versionId, number}`. */
export const addModel = answerErrors((request: Request) =>
  receiveFile(request, { fields, what: 'The model', maxBytes: limits.bundleSizeBytes, publish: publishModel }),
);
