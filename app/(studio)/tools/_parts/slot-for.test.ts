import { expect, it } from 'vitest';
import { slotFor } from './slot-for.ts';

it.each([
  ['https://mcp.example.org/x', 'mcp_example_org'],
  ['https://127.0.0.1:4/mcp', 'mcp_127_0_0_1'],
  [`https://${'a'.repeat(60)}.org`, `mcp_${'a'.repeat(36)}`],
  ['https://Bücher.example', 'mcp_xn_bcher_kva_example'],
  ['not an address', 'mcp'],
])('names the slot of %s', (url, slot) => {
  expect(slotFor(url)).toBe(slot);
  expect(slot).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
});
