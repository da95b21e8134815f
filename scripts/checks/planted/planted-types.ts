import { lines, type PlantedCase } from './planted-case.ts';

/** tsc: the option that each case is for, and the error that it raises. */
export const plantedTypes: (PlantedCase & { option: string })[] = [
  { option: 'strict', file: 'server/types/strict.ts', text: 'export const x = (a) => a;\n', fires: 'TS7006' },
  {
    option: 'strict',
    file: 'server/types/strict-null.ts',
    text: 'export const x: string = null;\n',
    fires: 'TS2322',
  },
  {
    option: 'noUncheckedIndexedAccess',
    file: 'server/types/indexed.ts',
    text: 'export const x = (all: number[]): number => all[0];\n',
    fires: 'TS2322',
  },
  {
    option: 'exactOptionalPropertyTypes',
    file: 'server/types/exact-optional.ts',
    text: 'export const x: { a?: number } = { a: undefined };\n',
    fires: 'TS2375',
  },
  {
    option: 'noImplicitOverride',
    file: 'server/types/override.ts',
    text: lines('class A {', '  run() {}', '}', '', 'export class B extends A {', '  run() {}', '}'),
    fires: 'TS4114',
  },
  {
    option: 'noImplicitReturns',
    file: 'server/types/returns.ts',
    text: lines('export function x(a: boolean) {', '  if (a) return 1;', '}'),
    fires: 'TS7030',
  },
  {
    option: 'noFallthroughCasesInSwitch',
    file: 'server/types/fallthrough.ts',
    text: lines(
      'export function x(a: number): number {',
      '  let sum = 0;',
      '  switch (a) {',
      '    case 1:',
      '      sum += 1;',
      '    default:',
      '      sum += 2;',
      '  }',
      '  return sum;',
      '}',
    ),
    fires: 'TS7029',
  },
  { option: 'noUnusedLocals', file: 'server/types/unused.ts', text: 'const a = 1;\nexport {};\n', fires: 'TS6133' },
  {
    option: 'noUnusedParameters',
    file: 'server/types/unused-parameter.ts',
    text: 'export const x = (a: number) => 1;\n',
    fires: 'TS6133',
  },
  {
    option: 'verbatimModuleSyntax',
    file: 'server/types/verbatim.ts',
    text: "import { A } from './only-a-type.ts';\n\nexport type X = A;\n",
    fires: 'TS1484',
  },
  {
    option: 'isolatedModules',
    file: 'server/types/isolated.ts',
    text: "export { A } from './only-a-type.ts';\n",
    fires: 'TS1205',
  },
  { option: 'erasableSyntaxOnly', file: 'server/types/enum.ts', text: 'export enum A {\n  B,\n}\n', fires: 'TS1294' },
  {
    option: 'erasableSyntaxOnly',
    file: 'server/types/parameter-property.ts',
    text: lines('export class A {', '  constructor(public a: number) {}', '}'),
    fires: 'TS1294',
  },
  {
    option: 'allowImportingTsExtensions',
    file: 'server/types/extension.ts',
    text: "import { y } from './plain.ts';\n\nexport const x = y + 1;\n",
    fires: null,
  },
  { option: 'strict', file: 'server/types/only-a-type.ts', text: 'export type A = string;\n', fires: null },
  { option: 'strict', file: 'server/types/plain.ts', text: 'export const y = 1;\n', fires: null },
];
