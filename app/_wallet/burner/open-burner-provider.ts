import {
  type Address,
  BaseError,
  createWalletClient,
  type Hash,
  type Hex,
  hexToBigInt,
  isHex,
  keccak256,
  numberToHex,
  RpcRequestError,
  type Transport,
  type TypedDataDefinition,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';

/** Error of an EIP-1193 provider. */
class ProviderError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const hex = z.custom<Hex>((value) => isHex(value), 'must be hexadecimal');
const transactionSchema = z.object({
  from: hex,
  to: hex,
  data: hex.optional(),
  value: hex.optional(),
  nonce: hex.optional(),
});

export interface BurnerOptions {
  privateKey: Hex;
  chainId: number;
  /** The way to the chain, for what it does not answer itself. */
  transport: Transport;
}

export interface BurnerProvider {
  address: Address;
  request(asked: { method: string; params?: unknown }): Promise<unknown>;
}

/** An EIP-1193 provider around a key of its own: it signs at once whatever it is asked, for the one chain it was made for. */
export function openBurnerProvider(options: BurnerOptions): BurnerProvider {
  const { privateKey, chainId, transport } = options;
  const account = privateKeyToAccount(privateKey);
  const client = createWalletClient({ account, transport });

  const send = async (given: unknown): Promise<Hash> => {
    const { from, to, data = '0x', value = '0x0', nonce } = transactionSchema.parse(given);
    assertOwn(from);
    const request = await client.prepareTransactionRequest({
      ...{ account, chain: null, to, data, value: hexToBigInt(value), type: 'eip1559' },
      ...(nonce && { nonce: Number(nonce) }),
    });
    const raw = await account.signTransaction({ ...request, chainId } as Parameters<typeof account.signTransaction>[0]);
    return await broadcast(client, raw);
  };
  const assertOwn = (address: unknown) => {
    if (String(address).toLowerCase() === account.address.toLowerCase()) return;
    throw new ProviderError(4100, `This wallet is ${account.address}; it can't sign for ${String(address)}.`);
  };
  const answers: Record<string, (params: unknown[]) => unknown> = {
    eth_accounts: () => [account.address],
    eth_requestAccounts: () => [account.address],
    eth_chainId: () => numberToHex(chainId),
    personal_sign: ([text, address]) => {
      assertOwn(address);
      return account.signMessage({ message: isHex(text) ? { raw: text } : String(text) });
    },
    eth_signTypedData_v4: ([address, typed]) => {
      assertOwn(address);
      return account.signTypedData(JSON.parse(String(typed)) as TypedDataDefinition);
    },
    eth_sendTransaction: ([transaction]) => send(transaction),
    wallet_switchEthereumChain: ([wanted]) => {
      if (Number((wanted as { chainId?: string }).chainId) === chainId) return null;
      throw new ProviderError(4902, 'A burner wallet works on the local chain only.');
    },
  };
  return {
    address: account.address,
    async request({ method, params }) {
      const answer = answers[method];
      if (answer) return await answer(Array.isArray(params) ? params : []);
      if (method.startsWith('wallet_')) throw new ProviderError(4200, `A burner wallet knows no ${method}.`);
      return await client.request({ method, params } as Parameters<typeof client.request>[0]);
    },
  };
}

const tries = 3;

/** Sends what was signed. Where the chain did not answer, the same bytes are sent again, which can do no harm: that they are known then, or their nonce used, means that they had arrived. */
async function broadcast(
  client: { sendRawTransaction(raw: { serializedTransaction: Hex }): Promise<Hash> },
  raw: Hex,
): Promise<Hash> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.sendRawTransaction({ serializedTransaction: raw });
    } catch (cause) {
      const isAnswer = cause instanceof BaseError && cause.walk((one) => one instanceof RpcRequestError) !== null;
      const hadArrived = attempt > 1 && /already (known|imported)|nonce too low/i.test(String(cause));
      if (hadArrived) return keccak256(raw);
      if (isAnswer || attempt === tries) throw cause;
    }
  }
}
