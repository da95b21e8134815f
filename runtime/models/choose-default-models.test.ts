import { expect, it } from 'vitest';
import { chooseDefaultModels, type MachineSize } from './choose-default-models.ts';

const GB = 1e9;
const small = 'smollm2-135m-instruct';
const large = 'qwen2.5-1.5b-instruct';

async function choose(machine: MachineSize, here: string[] = []): Promise<string[]> {
  const find = async ({ id }: { id: string }) => (here.includes(id) ? `/models/${id}` : null);
  const { chat, embedding } = await chooseDefaultModels({ find }, machine);
  expect(embedding.kind).toBe('embedding');
  return chat.map(({ id }) => id);
}

it.each([
  ['a desktop', { memoryBytes: 16 * GB, cores: 8, hasGpu: false }, [large, small]],
  ['a small server', { memoryBytes: 16 * GB, cores: 2, hasGpu: false }, [small]],
  ['a small machine with a GPU', { memoryBytes: 16 * GB, cores: 2, hasGpu: true }, [large, small]],
  ['little memory', { memoryBytes: 3 * GB, cores: 8, hasGpu: true }, [small]],
  ['hardly any memory', { memoryBytes: GB / 4, cores: 1, hasGpu: false }, [small]],
])('%s gets the models that fit it, the best first', async (_name, machine, ids) => {
  expect(await choose(machine)).toEqual(ids);
});

it('a model that is here goes first, so that a start needs no network', async () => {
  expect(await choose({ memoryBytes: 16 * GB, cores: 8, hasGpu: false }, [small])).toEqual([small, large]);
});
