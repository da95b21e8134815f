import { type Abi, type Address, concat, encodeDeployData, getContractAddress, type Hex, keccak256 } from 'viem';
import { componentLicenceAbi } from '#contracts/generated/component-licence-abi.ts';
import { componentLicenceBytecode } from '#contracts/generated/component-licence-bytecode.ts';
import { componentMarketAbi } from '#contracts/generated/component-market-abi.ts';
import { componentMarketBytecode } from '#contracts/generated/component-market-bytecode.ts';
import { componentRegistryAbi } from '#contracts/generated/component-registry-abi.ts';
import { componentRegistryBytecode } from '#contracts/generated/component-registry-bytecode.ts';
import { domainRegistryAbi } from '#contracts/generated/domain-registry-abi.ts';
import { domainRegistryBytecode } from '#contracts/generated/domain-registry-bytecode.ts';
import { mockUsdAbi } from '#contracts/generated/mock-usd-abi.ts';
import { mockUsdBytecode } from '#contracts/generated/mock-usd-bytecode.ts';
import { networkTokenAbi } from '#contracts/generated/network-token-abi.ts';
import { networkTokenBytecode } from '#contracts/generated/network-token-bytecode.ts';
import { nodeRegistryAbi } from '#contracts/generated/node-registry-abi.ts';
import { nodeRegistryBytecode } from '#contracts/generated/node-registry-bytecode.ts';
import { revenueLedgerAbi } from '#contracts/generated/revenue-ledger-abi.ts';
import { revenueLedgerBytecode } from '#contracts/generated/revenue-ledger-bytecode.ts';
import type { ContractAddresses } from '#protocol/chain/chain-facts.ts';

/** Everything that is decided when the contracts are deployed; nothing of it can be changed later. */
export interface DeploymentParameters {
  /** Gets the whole supply of the network token. */
  tokenRecipient: Address;
  /** In units of 10⁻¹⁸ GAIA. */
  tokenSupply: bigint;
  /** Gets the protocol's fee. */
  treasury: Address;
  /** Rules disputes. */
  arbiter: Address;
  /** Fee on every sale in basis points, at most 500. */
  feeBps: number;
  /** Time a seller has to deliver a key. */
  deliverySeconds: number;
  /** Time a buyer has to challenge a delivered key. */
  challengeSeconds: number;
  /** Token that prices are in; null deploys play money, on the local chain only. */
  asset: Address | null;
}

type ContractName = keyof ContractAddresses;

export interface PlannedContract {
  name: ContractName;
  /** Number of the transaction that makes it; its address follows from it. */
  nonce: number;
  address: Address;
  /** Creation code with the encoded arguments. */
  initCode: Hex;
  args: readonly unknown[];
}

/** What will be deployed, in order, each with its address. */
export interface DeploymentPlan {
  contracts: PlannedContract[];
  addresses: ContractAddresses;
  planHash: Hex;
}

/** Plans a deployment. The same code, parameters, deployer and first number give the same plan. */
export function planDeployment(
  parameters: DeploymentParameters,
  { deployer, firstNonce }: { deployer: Address; firstNonce: number },
): DeploymentPlan {
  const names: ContractName[] = [
    'networkToken',
    ...(parameters.asset === null ? (['mockUsd'] as const) : []),
    ...(['revenueLedger', 'nodeRegistry', 'componentRegistry', 'componentLicence', 'componentMarket'] as const),
    'domainRegistry',
  ];
  const addressOf = (name: ContractName) =>
    getContractAddress({ from: deployer, nonce: BigInt(firstNonce + names.indexOf(name)) });
  const contracts = names.map((name, index) => {
    const { abi, bytecode, args } = recipe(name, { parameters, addressOf });
    const initCode = encodeDeployData({ abi, bytecode, args });
    return { name, nonce: firstNonce + index, address: addressOf(name), initCode, args };
  });
  const addresses = Object.fromEntries(names.map((name) => [name, addressOf(name)])) as unknown as ContractAddresses;
  return {
    contracts,
    addresses: { ...addresses, mockUsd: parameters.asset === null ? addressOf('mockUsd') : null },
    planHash: hashPlan(contracts),
  };
}

/** Hash of what is deployed: code and parameters. */
export function hashPlan(contracts: Pick<PlannedContract, 'initCode'>[]): Hex {
  return keccak256(concat(contracts.map(({ initCode }) => initCode)));
}

interface Recipe {
  abi: Abi;
  bytecode: Hex;
  args: readonly unknown[];
}

function recipe(
  name: ContractName,
  { parameters, addressOf }: { parameters: DeploymentParameters; addressOf: (name: ContractName) => Address },
): Recipe {
  const { treasury, arbiter, feeBps, deliverySeconds, challengeSeconds } = parameters;
  const registry = addressOf('componentRegistry');
  const recipes: Record<ContractName, Recipe> = {
    networkToken: {
      abi: networkTokenAbi,
      bytecode: networkTokenBytecode,
      args: [parameters.tokenRecipient, parameters.tokenSupply],
    },
    mockUsd: { abi: mockUsdAbi, bytecode: mockUsdBytecode, args: [] },
    revenueLedger: { abi: revenueLedgerAbi, bytecode: revenueLedgerBytecode, args: [] },
    nodeRegistry: { abi: nodeRegistryAbi, bytecode: nodeRegistryBytecode, args: [] },
    componentRegistry: { abi: componentRegistryAbi, bytecode: componentRegistryBytecode, args: [] },
    componentLicence: {
      abi: componentLicenceAbi,
      bytecode: componentLicenceBytecode,
      args: [registry, addressOf('componentMarket')],
    },
    componentMarket: {
      abi: componentMarketAbi,
      bytecode: componentMarketBytecode,
      args: [
        registry,
        addressOf('componentLicence'),
        addressOf('revenueLedger'),
        { treasury, feeBps, deliverySeconds, challengeSeconds, arbiter },
      ],
    },
    domainRegistry: {
      abi: domainRegistryAbi,
      bytecode: domainRegistryBytecode,
      args: [addressOf('nodeRegistry')],
    },
  };
  return recipes[name];
}
