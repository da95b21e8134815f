import { limits } from '#protocol/limits.ts';
import { publishDataset } from '#server/datasets/publish-dataset.ts';
import { answerErrors } from './answer-errors.ts';
import { fileFieldsSchema, receiveFile } from './receive-file.ts';

const receiving = { fields: fileFieldsSchema, what: 'The dataset', maxBytes: limits.datasetBytes };

/** `POST /api/datasets?name=…&licence=…`: a JSONL file of chat rows as the raw body. Answers 201 `{componentId, versionId, number}`. */
export const addDataset = answerErrors((request: Request) =>
  receiveFile(request, { ...receiving, publish: publishDataset }),
);
