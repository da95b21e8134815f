import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import agents from './en/agents.json' with { type: 'json' };
import canvas from './en/canvas.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import knowledge from './en/knowledge.json' with { type: 'json' };
import nodes from './en/nodes.json' with { type: 'json' };
import plugins from './en/plugins.json' with { type: 'json' };
import prompts from './en/prompts.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import tools from './en/tools.json' with { type: 'json' };
import wallet from './en/wallet.json' with { type: 'json' };
import { isTimeZone } from './is-time-zone.ts';
import { timeZoneCookie } from './time-zone-cookie.ts';

/** All strings of the studio, by screen (English is complete), and the reader's time zone. */
export default getRequestConfig(async () => ({
  locale: 'en',
  timeZone: knownZone((await cookies()).get(timeZoneCookie)?.value),
  messages: { agents, canvas, errors, home, knowledge, nodes, plugins, prompts, settings, shell, tools, wallet },
}));

function knownZone(name: string | undefined): string {
  return name && isTimeZone(name) ? name : 'UTC';
}
