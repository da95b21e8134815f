import type { Automaton } from './automaton.ts';

/** Rows of digits, with or without a minus, that this whole number divides. */
export function multipleAutomaton(divisor: number): Automaton {
  const digitEdges = (remainder: number) =>
    Array.from({ length: 10 }, (_, digit) => ({
      ranges: [[0x30 + digit, 0x30 + digit] as const],
      to: 1 + ((remainder * 10 + digit) % divisor),
    }));
  const remainders = Array.from({ length: divisor }, (_, remainder) => ({
    isEnd: remainder === 0,
    edges: digitEdges(remainder),
  }));
  return { states: [{ isEnd: false, edges: [{ ranges: [[0x2d, 0x2d]], to: 1 }, ...digitEdges(0)] }, ...remainders] };
}
