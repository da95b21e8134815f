import { type Address, type Hex, keccak256 } from 'viem';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';
import { keyCommitment } from '#protocol/market/key-commitment.ts';
import { sealDelivery } from '#protocol/market/sealed-key.ts';
import type { TypedSigner } from '#protocol/signing/typed-messages.ts';

export interface DeliveryInput {
  purchaseId: bigint;
  contentRoot: Hex;
  key: Hex;
  salt: Hex;
  /** X25519 key of the purchase. */
  sealTo: Hex;
}

export interface SignedDelivery {
  sealedKey: Hex;
  signature: Hex;
}

/** Seals a key for one purchase with the issuer's statement inside, and signs the delivery, as ComponentMarket checks it. */
export async function signDelivery(
  signer: TypedSigner,
  facts: { chainId: number; contracts: Pick<ContractAddresses, 'componentMarket'> },
  input: DeliveryInput,
): Promise<SignedDelivery> {
  const { purchaseId, contentRoot, key, salt, sealTo } = input;
  const market = { chainId: facts.chainId, verifyingContract: facts.contracts.componentMarket as Address };
  const keyHash = keyCommitment({ contentRoot, key, salt });
  const statement = await signer.signContractMessage(market, 'KeyStatement', { purchaseId, keyHash });
  const sealedKey = sealDelivery({ sealTo, purchaseId, delivered: { key, salt, statement } });
  const sealedKeyHash = keccak256(sealedKey);
  const signature = await signer.signContractMessage(market, 'KeyDelivery', { purchaseId, sealedKeyHash });
  return { sealedKey, signature };
}
