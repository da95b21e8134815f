import { lines, many, type PlantedCase } from './planted-case.ts';

const wide = (last: number) => `export const x = [${"'aaaaaaaa', ".repeat(8)}'${'a'.repeat(last)}'];`;
const longFunction = (count: number) => [
  'export function longOne(): number {',
  '  let sum = 0;',
  ...many(count - 4, (number) => `  sum += ${number};`),
  '  return sum;',
  '}',
];
const nested = (depth: number) => [
  'export function choose(a: number): number {',
  '  let sum = 0;',
  ...many(depth, (number) => `  if (a > ${number}) sum += ${number};`),
  '  return sum;',
  '}',
];
const page = ['export default function Page() {', '  return <p>Hello</p>;', '}'];
const pages = ['page', 'layout', 'loading', 'error', 'not-found', 'global-error', 'template', 'default'];

/** Biome: form, sizes, names. */
export const plantedStyle: PlantedCase[] = [
  { file: 'server/form/quotes.ts', text: 'export const x = "a";\n', fires: 'format' },
  { file: 'server/form/semicolon.ts', text: "export const x = 'a'\n", fires: 'format' },
  { file: 'server/form/indent.ts', text: 'export function x() {\n    return 1;\n}\n', fires: 'format' },
  { file: 'server/form/line-ends.ts', text: 'export const x = 1;\r\nexport const y = 2;\r\n', fires: 'format' },
  { file: 'server/form/column-121.ts', text: lines(wide(3)), fires: 'format' },
  { file: 'server/form/column-120.ts', text: lines(wide(2)), fires: null },
  { file: 'server/form/jsx-quotes.tsx', text: "export const x = <p title='a'>b</p>;\n", fires: 'format' },
  { file: 'protocol/form/spaces.json', text: '{"a":1}\n', fires: 'format' },
  { file: 'protocol/form/comment.json', text: '{\n  // why\n  "a": 1\n}\n', fires: 'format, parse' },
  { file: 'app/form/dense.css', text: '.a{color:red}\n', fires: 'format' },
  { file: 'app/form/quotes.css', text: '.a {\n  content: "b";\n}\n', fires: 'format' },
  { file: 'app/form/empty.css', text: '.a {\n}\n', fires: 'lint/suspicious/noEmptyBlock' },
  {
    file: 'app/form/tailwind.css',
    text: lines("@import 'tailwindcss';", '', '.a {', '  @apply flex;', '}'),
    fires: null,
  },
  {
    file: 'server/form/imports-order.ts',
    text: lines("import { z } from 'zod';", "import fs from 'node:fs';", '', 'export const x = [z, fs];'),
    fires: 'assist/source/organizeImports',
  },

  {
    file: 'server/sizes/function-61.ts',
    text: lines(...longFunction(63)),
    fires: 'lint/complexity/noExcessiveLinesPerFunction',
  },
  { file: 'server/sizes/function-60.ts', text: lines(...longFunction(60)), fires: null },
  {
    file: 'app/sizes/function-61.ts',
    text: lines(...longFunction(63)),
    fires: 'lint/complexity/noExcessiveLinesPerFunction',
  },
  {
    file: 'app/sizes/screen-101.tsx',
    text: lines(...longFunction(103)),
    fires: 'lint/complexity/noExcessiveLinesPerFunction',
  },
  { file: 'app/sizes/screen-100.tsx', text: lines(...longFunction(100)), fires: null },
  { file: 'server/sizes/function-200.test.ts', text: lines(...longFunction(200)), fires: null },
  { file: 'app/sizes/screen-200.test.tsx', text: lines(...longFunction(200)), fires: null },
  { file: 'e2e/sizes/function-200.ts', text: lines(...longFunction(200)), fires: null },
  {
    file: 'server/sizes/file-301.ts',
    text: lines(...many(301, (n) => `export const x${n} = ${n};`)),
    fires: 'lint/style/noExcessiveLinesPerFile',
  },
  { file: 'server/sizes/file-300.ts', text: lines(...many(300, (n) => `export const x${n} = ${n};`)), fires: null },
  {
    file: 'server/sizes/four-parameters.ts',
    text: 'export const x = (a: number, b: number, c: number, d: number) => a + b + c + d;\n',
    fires: 'lint/complexity/useMaxParams',
  },
  {
    file: 'server/sizes/three-parameters.ts',
    text: 'export const x = (a: number, b: number, c: number) => a + b + c;\n',
    fires: null,
  },
  {
    file: 'server/sizes/complexity-13.ts',
    text: lines(...nested(13)),
    fires: 'lint/complexity/noExcessiveCognitiveComplexity',
  },
  { file: 'server/sizes/complexity-12.ts', text: lines(...nested(12)), fires: null },

  { file: 'server/names/camelCase.ts', text: 'export const x = 1;\n', fires: 'lint/style/useFilenamingConvention' },
  { file: 'server/names/snake_case.ts', text: 'export const x = 1;\n', fires: 'lint/style/useFilenamingConvention' },
  { file: 'app/names/Button.tsx', text: 'export const x = 1;\n', fires: 'lint/style/useFilenamingConvention' },
  { file: 'app/names/[...slug]/two-words.tsx', text: 'export const x = 1;\n', fires: null },

  { file: 'server/exports/default.ts', text: 'export default 1;\n', fires: 'lint/style/noDefaultExport' },
  { file: 'protocol/plugin-api/examples/other.ts', text: 'export default 1;\n', fires: null },
  { file: 'app/exports/other.tsx', text: lines(...page), fires: 'lint/style/noDefaultExport' },
  { file: 'app/exports/route.ts', text: 'export default 1;\n', fires: 'lint/style/noDefaultExport' },
  ...pages.map((name) => ({ file: `app/exports/(group)/[id]/${name}.tsx`, text: lines(...page), fires: null })),
  { file: 'app/_i18n/request.ts', text: 'export default {};\n', fires: null },
  { file: 'app/exports/i18n/request.ts', text: 'export default {};\n', fires: null },
  { file: 'proxy.ts', text: 'export default {};\n', fires: null },
  { file: 'instrumentation.ts', text: 'export default {};\n', fires: null },
  { file: 'planted.config.ts', text: 'export default {};\n', fires: null },
  { file: 'planted.config.mjs', text: 'export default {};\n', fires: null },
];
