import type { PlantedCase } from './planted-case.ts';

interface Row {
  from: string;
  /** File names in `from` get this ending. */
  ending: '.ts' | '.tsx' | '.test.ts';
  refused: string[];
  allowed: string[];
}

const everywhere = ['#scripts/a.ts', '#bench/a.ts', '#e2e/a.ts', '../a.ts', './b/../../a.ts'];
const appOnly = ['#app/a.ts'];
const nodeOnly = ['#runtime/a.ts'];
const contracts = ['#contracts/generated/a.ts', '#contracts/src/a.ts'];
const deps = ['#server/deps.ts'];
const folders = ['app', 'server', 'runtime', 'protocol', 'scripts', 'bench', 'e2e', 'contracts'];
const edge = ['#server/api/a.ts'];

/** Who may import whom. A file named as such is planted alone, since a rule of its own governs it. */
const rows: Row[] = [
  {
    from: 'protocol/table',
    ending: '.ts',
    refused: [
      ...[...everywhere, ...appOnly, ...nodeOnly, ...contracts, ...deps, ...edge, '#server/env.ts'],
      ...['node:fs', 'next', 'next/headers', 'react', '@prisma/client', '@trpc/server', 'pino'],
    ],
    allowed: ['#protocol/a.ts', './a.ts', 'zod', 'zod/v4', 'viem', 'viem/chains'],
  },
  {
    from: 'app/table',
    ending: '.tsx',
    refused: [...everywhere, ...nodeOnly, ...contracts, ...deps, '#server/env.ts', '#server/db/client.ts'],
    allowed: ['#app/a.ts', '#protocol/a.ts', '#server/api/a.ts', '#server/api/sub/a.ts', './a.ts', 'react'],
  },
  {
    from: 'app/_wallet',
    ending: '.tsx',
    refused: [...everywhere, ...nodeOnly, ...deps, '#contracts/src/a.ts', '#server/env.ts'],
    allowed: ['#app/a.ts', '#protocol/a.ts', '#server/api/a.ts', '#contracts/generated/a.ts', './a.ts'],
  },
  {
    from: 'server/api/table',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...contracts, ...deps, '#server/db/client.ts'],
    allowed: ['#protocol/a.ts', '#server/env.ts', '#server/agents/a.ts', './a.ts'],
  },
  {
    from: 'server',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...contracts, ...deps, ...edge, './deps.ts', './api/a.ts'],
    allowed: ['#protocol/a.ts', '#server/db/client.ts', './env.ts'],
  },
  {
    from: 'server/agents',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...contracts, ...deps, ...edge],
    allowed: ['#protocol/a.ts', '#server/env.ts', '#server/db/client.ts', './a.ts'],
  },
  {
    from: 'server/worker',
    ending: '.ts',
    refused: [...appOnly, ...nodeOnly, ...deps, ...edge],
    allowed: ['#protocol/a.ts', '#server/env.ts'],
  },
  {
    from: 'server/chain',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...deps, ...edge, '#contracts/src/a.ts'],
    allowed: ['#protocol/a.ts', '#server/env.ts', '#contracts/generated/a.ts'],
  },
  {
    from: 'runtime/table',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...contracts, ...deps, ...edge, '#server/env.ts'],
    allowed: ['#protocol/a.ts', '#runtime/a.ts', './a.ts', 'node:fs'],
  },
  ...['scripts/table', 'bench/table', 'e2e/table'].map((from) => ({
    from,
    ending: '.ts' as const,
    refused: [...everywhere, ...appOnly],
    allowed: [...nodeOnly, ...contracts, ...deps, ...edge, '#server/env.ts', './a.ts'],
  })),
  ...['server/agents', 'protocol/table', 'runtime/table'].map((from) => ({
    from,
    ending: '.test.ts' as const,
    refused: [...everywhere, ...appOnly],
    allowed: [...nodeOnly, ...deps, ...edge, 'node:fs'],
  })),
  {
    from: 'app/table',
    ending: '.test.ts',
    refused: everywhere,
    allowed: [...appOnly, ...nodeOnly, ...deps],
  },
  {
    from: '.',
    ending: '.ts',
    refused: [...everywhere, ...appOnly, ...deps, ...folders.map((name) => `./${name}/a.ts`)],
    allowed: ['#server/env.ts', '#protocol/a.ts', './a.ts'],
  },
];

/** Files whose name gives them rules of their own. */
const named = [
  {
    file: 'server/api/context.ts',
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...contracts, '#server/db/client.ts'],
    allowed: deps,
  },
  ...['server/worker/main.ts', 'server/gateway/main.ts'].map((file) => ({
    file,
    refused: [...everywhere, ...appOnly, ...nodeOnly, ...contracts, ...edge],
    allowed: deps,
  })),
];

const rule = 'lint/style/noRestrictedImports';

/** Biome: a file for each row of the table of who may import whom, with a line for each cell; and each form that an import can take. */
export const plantedImports: PlantedCase[] = [
  ...rows.map(({ from, ending, ...cells }, row) =>
    table(`${from === '.' ? '' : `${from}/`}row-${row}${ending}`, cells),
  ),
  ...named.map(({ file, ...cells }) => table(file, cells)),
  ...[
    "import { y } from '#server/env.ts';\n\nexport const x = [y];\n",
    "import type { Y } from '#server/env.ts';\n\nexport type X = Y;\n",
    "import '#server/env.ts';\n",
  ].map((text, form) => ({ file: `app/table/form-${form}.ts`, text, fires: rule })),
];

function table(file: string, { refused, allowed }: { refused: string[]; allowed: string[] }): PlantedCase {
  const text = [...refused, ...allowed].map((target, cell) => `export const x${cell} = () => import('${target}');\n`);
  return { file, text: text.join(''), fires: rule, at: refused.map((_, cell) => cell + 1) };
}
