import { lines, type PlantedCase } from './planted-case.ts';

const isSo = ['async function isSo(): Promise<boolean> {', '  return await Promise.resolve(true);', '}', ''];

/** oxlint: what needs types across files and packages. */
export const plantedPromises: PlantedCase[] = [
  {
    file: 'server/promises/floating.ts',
    text: lines(...isSo, 'export function x() {', '  isSo();', '}'),
    fires: 'typescript(no-floating-promises)',
  },
  {
    file: 'server/promises/floating-of-package.ts',
    text: lines("import { readFile } from 'node:fs/promises';", '', 'export function x() {', "  readFile('a');", '}'),
    fires: 'typescript(no-floating-promises)',
  },
  {
    file: 'server/promises/floating-inferred.ts',
    text: lines("import { later } from '#server/promises/later.ts';", '', 'export function x() {', '  later();', '}'),
    fires: 'typescript(no-floating-promises)',
  },
  { file: 'server/promises/later.ts', text: 'export const later = () => Promise.resolve(1);\n', fires: null },
  {
    file: 'server/promises/void.ts',
    text: lines(...isSo, 'export function x() {', '  void isSo();', '}'),
    fires: null,
  },
  {
    file: 'server/promises/as-condition.ts',
    text: lines(...isSo, 'export function x() {', '  if (isSo()) return 1;', '  return 2;', '}'),
    fires: 'typescript(no-misused-promises)',
  },
  {
    file: 'server/promises/for-each.ts',
    text: lines(...isSo, 'export const x = (all: number[]) => all.forEach(async () => {', '  await isSo();', '});'),
    fires: 'typescript(no-misused-promises)',
  },
  {
    file: 'app/promises/on-click.tsx',
    text: lines(
      ...isSo,
      'export function X() {',
      '  return (',
      '    <button type="button" onClick={async () => await isSo()}>',
      '      a',
      '    </button>',
      '  );',
      '}',
    ),
    fires: null,
  },
  {
    file: 'server/promises/switch-of-package.ts',
    text: lines(
      "import { z } from 'zod';",
      '',
      "const letter = z.enum(['a', 'b']);",
      '',
      'export function x(given: z.infer<typeof letter>) {',
      '  switch (given) {',
      "    case 'a':",
      '      return 1;',
      '  }',
      '  return 2;',
      '}',
    ),
    fires: 'typescript(switch-exhaustiveness-check)',
  },
  {
    file: 'server/promises/switch-with-default.ts',
    text: lines(
      'export function x(given: string) {',
      '  switch (given) {',
      "    case 'a':",
      '      return 1;',
      '    default:',
      '      return 2;',
      '  }',
      '}',
    ),
    fires: null,
  },
];
