import { z } from 'zod';
import { AppError } from '#protocol/errors.ts';
import { askUpstream } from './ask-upstream.ts';
import type { Upstream, UpstreamPlace } from './upstream-type.ts';

const probeTimeoutMs = 10_000;
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string(), max_model_len: z.int().optional() })) });
const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: z.int() }),
  modalities: z.object({ vision: z.boolean().optional() }).optional(),
});

/** Finds out what a server is and can. `wanted` names its model where it has several. Throws `engine_crashed` when it can't be reached, `model_not_found` with the list. */
export async function probeUpstream(place: UpstreamPlace, wanted: string | null): Promise<Upstream> {
  const signal = AbortSignal.timeout(probeTimeoutMs);
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema> | null> => {
    const response = await askUpstream(place, { path, signal }).catch(() => null);
    const parsed = schema.safeParse(await response?.json().catch(() => null));
    return parsed.success ? parsed.data : null;
  };
  const { data } = modelsSchema.parse(await (await askUpstream(place, { path: '/v1/models', signal })).json());
  const model = wanted === null ? data[0] : data.find(({ id }) => id === wanted);
  if (!model) {
    const names = data.map(({ id }) => `"${id}"`).join(', ') || 'no model';
    throw new AppError(
      'model_not_found',
      `The engine at ${place.root} has no model "${wanted ?? ''}"; it has ${names}.`,
    );
  }
  const [props, version, node] = await Promise.all([
    read('/props', propsSchema),
    read('/version', z.object({ version: z.string() })),
    read('/v1/info', z.object({ address: z.string(), queueLimit: z.int() })),
  ]);
  const contextTokens = props?.default_generation_settings.n_ctx ?? model.max_model_len ?? null;
  const found = { model: model.id, contextTokens, takesImages: props?.modalities?.vision === true };
  if (props) return { ...found, kind: 'llama-server', grammar: 'grammar', tokenizes: true };
  if (node) return { ...found, kind: 'gaianet', grammar: 'grammar', tokenizes: true };
  if (version) return { ...found, kind: 'vllm', grammar: 'structured_outputs', tokenizes: true };
  return { ...found, kind: 'other', grammar: null, tokenizes: false };
}
