import { AppError } from '#protocol/errors.ts';
import { type CatalogueModel, findModel } from '#protocol/models/catalogue.ts';

/** The catalogue's chat model of this id. Throws `invalid_input` for an unknown one or another kind. */
export function chatModel(id: string): Extract<CatalogueModel, { kind: 'chat' }> {
  const model = findModel(id);
  if (!model)
    throw new AppError('invalid_input', `No model "${id}" is in the catalogue; choose one from the list.`, {
      param: 'modelId',
    });
  if (model.kind !== 'chat') throw new AppError('invalid_input', `"${id}" is not a chat model.`, { param: 'modelId' });
  return model;
}
