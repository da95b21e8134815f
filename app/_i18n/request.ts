import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import agents from './en/agents.json' with { type: 'json' };
import canvas from './en/canvas.json' with { type: 'json' };
import chain from './en/chain.json' with { type: 'json' };
import domains from './en/domains.json' with { type: 'json' };
import earnings from './en/earnings.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import finetuning from './en/finetuning.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import knowledge from './en/knowledge.json' with { type: 'json' };
import library from './en/library.json' with { type: 'json' };
import market from './en/market.json' with { type: 'json' };
import models from './en/models.json' with { type: 'json' };
import nodes from './en/nodes.json' with { type: 'json' };
import plugins from './en/plugins.json' with { type: 'json' };
import prompts from './en/prompts.json' with { type: 'json' };
import sale from './en/sale.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import tools from './en/tools.json' with { type: 'json' };
import wallet from './en/wallet.json' with { type: 'json' };
import { isTimeZone } from './is-time-zone.ts';
import { timeZoneCookie } from './time-zone-cookie.ts';

const messages = {
  agents,
  canvas,
  chain,
  domains,
  earnings,
  errors,
  finetuning,
  home,
  knowledge,
  library,
  market,
  models,
  nodes,
  plugins,
  prompts,
  sale,
  settings,
  shell,
  tools,
  wallet,
};

/** All strings of the studio, by screen (English is complete), and the reader's time zone. */
export default getRequestConfig(async () => ({
  locale: 'en',
  timeZone: knownZone((await cookies()).get(timeZoneCookie)?.value),
  messages,
}));

function knownZone(name: string | undefined): string {
  return name && isTimeZone(name) ? name : 'UTC';
}
