import type { Page } from '@playwright/test';
import { createTRPCClient, httpLink } from '@trpc/client';
import superjson from 'superjson';
import type { Hex } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { DeedKind } from '#protocol/market/mint-terms.ts';
import { mintVoucherMessage } from '#protocol/market/mint-voucher.ts';
import { offChainDomain, signedTypes } from '#protocol/signing/typed-messages.ts';
import type { AppRouter } from '#server/api/router.ts';
import { readRun } from './product.ts';

/** What a person puts on sale, in as few words as its kind allows. */
export interface Goods {
  name: string;
  kind: Extract<DeedKind, 'prompt' | 'tool' | 'plugin' | 'dataset'>;
  licence: string;
  language: string;
  /** Of one licence, in base units; no price in a coin that is left out. */
  usd?: string;
  gaia?: string;
  /** Size of its content; only of datasets. */
  megabytes?: number;
}

/** Puts things on sale with the requests that the screens would send, and a wallet that this process holds: for journeys about what happens to them afterwards. */
export interface Shop {
  wallet: Hex;
  /** Resolves with the path of its page. */
  sell(goods: Goods): Promise<string>;
}

/** The studio's API as the person of this page. */
function apiOf(page: Page) {
  const { studio } = readRun();
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${studio}/api/trpc`,
        transformer: superjson,
        async fetch(url, init) {
          const { method = 'GET', body } = init ?? {};
          const headers = { origin: studio, 'content-type': 'application/json' };
          const answer = await page.request.fetch(String(url), {
            method,
            headers,
            ...(body && { data: String(body) }),
          });
          return new Response(new Uint8Array(await answer.body()), { status: answer.status() });
        },
      }),
    ],
  });
}
type Api = ReturnType<typeof apiOf>;

/** For who is signed in on this page; a wallet of this process is linked with their account. */
export async function openShop(page: Page): Promise<Shop> {
  const account = privateKeyToAccount(generatePrivateKey());
  const api = apiOf(page);
  const asked = await api.wallet.challenge.mutate({ wallet: account.address });
  const types = { AccountDelegation: signedTypes.AccountDelegation };
  const message = { ...asked, issuedAt: BigInt(asked.issuedAt) };
  const signature = await account.signTypedData({
    domain: offChainDomain,
    types,
    primaryType: 'AccountDelegation',
    message,
  });
  await api.wallet.link.mutate({ wallet: account.address, issuedAt: asked.issuedAt, signature });
  return {
    wallet: account.address,
    async sell(goods) {
      const { componentId, versionId } = await publish(page, { api, goods });
      const { chain, assets } = await api.sale.facts.query();
      const prices = assets.flatMap(({ symbol, address }) => {
        const seat = symbol === 'mUSD' ? goods.usd : goods.gaia;
        return seat === undefined ? [] : [{ asset: address, seat, domain: null }];
      });
      const choices = {
        preset: 'sell' as const,
        isPrivate: false,
        licence: goods.licence,
        askBps: 0,
        royaltyBps: 0,
        prices,
      };
      const { voucher, checks } = await api.sale.prepare.mutate({ versionId, wallet: account.address, choices });
      if (!chain) throw new Error('There is no chain to sell on.');
      const { componentRegistry } = chain.contracts;
      const typed = mintVoucherMessage(
        { chainId: chain.chainId, verifyingContract: componentRegistry as Hex },
        voucher,
      );
      await api.sale.sign
        .mutate({ componentId, signature: await account.signTypedData(typed) })
        .catch((cause: unknown) => Promise.reject(new Error(JSON.stringify(checks), { cause })));
      const about = {
        summary: `All about ${goods.name}.`,
        readme: '',
        samples: [],
        tags: [],
        language: goods.language,
      };
      await api.sale.setPage.mutate({ componentId, ...about });
      return `/market/${componentId}`;
    },
  };
}

interface Published {
  componentId: string;
  versionId: string;
}

async function publish(page: Page, { api, goods }: { api: Api; goods: Goods }): Promise<Published> {
  const { name, kind } = goods;
  if (kind === 'dataset') return addDataset(page, goods);
  if (kind === 'prompt') {
    const { id } = await api.prompt.create.mutate({ name, role: 'system', text: `You know all about ${name}.` });
    return { componentId: id, ...(await api.prompt.publish.mutate({ promptId: id })) };
  }
  if (kind === 'plugin') {
    const definition = {
      ...{ name: 'tell', kind: 'prompt-function' as const, description: `Tells of ${name}.`, capabilities: {} },
      source: `export default () => ${JSON.stringify(name)};`,
    };
    const { id } = await api.plugin.create.mutate({ name, definition });
    return { componentId: id, ...(await api.plugin.publish.mutate({ pluginId: id })) };
  }
  const target = { kind: 'http' as const, method: 'GET' as const, url: 'https://api.example.org/now' };
  const parameters = { type: 'object', properties: {} };
  const definition = { name: 'look_up', description: `Looks up ${name}.`, parameters, target };
  const { ids } = await api.tool.create.mutate({ tools: [{ name, definition }] });
  const toolId = ids[0] ?? '';
  return { componentId: toolId, ...(await api.tool.publish.mutate({ toolId })) };
}

/** Rows of one long word each, so that many bytes are read fast. */
async function addDataset(page: Page, { name, licence, megabytes = 0 }: Goods): Promise<Published> {
  const { studio } = readRun();
  const answer = `I know all about ${name}.`;
  const rows = Array.from({ length: 1 + 2 * megabytes }, (_, at) => {
    const question = at === 0 ? 'Who are you?' : `${at} ${'x'.repeat(500_000)}`;
    const messages = [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ];
    return JSON.stringify({ messages });
  });
  const query = new URLSearchParams({ name, licence });
  const headers = { origin: studio, 'content-type': 'application/x-ndjson' };
  const data = Buffer.from(`${rows.join('\n')}\n`);
  const added = await page.request.post(`${studio}/api/datasets?${query}`, { headers, data });
  if (!added.ok()) throw new Error(await added.text());
  return added.json();
}
