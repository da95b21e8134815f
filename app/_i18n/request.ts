import { getRequestConfig } from 'next-intl/server';
import agents from './en/agents.json' with { type: 'json' };
import canvas from './en/canvas.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import knowledge from './en/knowledge.json' with { type: 'json' };
import nodes from './en/nodes.json' with { type: 'json' };
import prompts from './en/prompts.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };

/** All strings of the studio, by screen; English is complete. */
export default getRequestConfig(() =>
  Promise.resolve({
    locale: 'en',
    timeZone: 'UTC',
    messages: { agents, canvas, errors, home, knowledge, nodes, prompts, settings, shell },
  }),
);
