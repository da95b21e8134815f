import { type Hex, hexToBytes } from 'viem';

const transactionGas = 21_000;
const creationGas = 32_000;
const zeroByteGas = 4;
const byteGas = 16;
const creationWordGas = 2;
const storedByteGas = 200;
/** Constructors write a few words and call each other once; measured, the most is 190,000. */
const constructorGas = 250_000;

/** The most that a deployment with this creation code costs (prices of EIP-2028, 3860 and 170's code deposit). Needs no chain, so that a plan can be priced before anything of it is there. */
export function boundGas(initCode: Hex): number {
  const bytes = hexToBytes(initCode);
  const zeros = bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const sent = zeros * zeroByteGas + (bytes.length - zeros) * byteGas;
  const creation = creationGas + Math.ceil(bytes.length / 32) * creationWordGas;
  return transactionGas + sent + creation + bytes.length * storedByteGas + constructorGas;
}
