import { AppError } from '#protocol/errors.ts';
import type { AnswerDeps, AnswerInput } from './answer-types.ts';

/** Throws `invalid_input` naming the part for an image that the agent's model can't see, or that no user sent. */
export function refuseImages({ engine }: Pick<AnswerDeps, 'engine'>, { agent, request }: AnswerInput): void {
  for (const [index, { role, images: [image] = [] }] of request.messages.entries()) {
    if (!image) continue;
    const param = `messages[${index}].content[${image.part}]`;
    if (role !== 'user')
      throw new AppError('invalid_input', `${param}: only messages of the user may hold images.`, { param });
    const model = engine.status().models.find(({ modelId }) => modelId === agent.manifest.model.sha256);
    if (model?.takesImages) continue;
    const remedy =
      'send text only, or ask the owner to put a server with a vision model behind this node (GAIA_ENGINE_URL, GAIA_ENGINE_IMAGES=on)';
    throw new AppError('invalid_input', `${param}: this agent's model takes no images; ${remedy}.`, { param });
  }
}
