import path from 'node:path';
import { openLlamaEngine } from '#runtime/engine/llama/open-llama-engine.ts';
import { openUpstreamEngine } from '#runtime/engine/openai/open-upstream-engine.ts';
import { openQdrantStore } from '#runtime/knowledge/qdrant/open-qdrant-store.ts';
import { openZvecStore } from '#runtime/knowledge/zvec/open-zvec-store.ts';
import { openLogBook } from '#runtime/log/open-log-book.ts';
import { readDownloadEnvironment } from '#runtime/models/env.ts';
import { openModelStore } from '#runtime/models/open-model-store.ts';
import { readNodeConfig } from './env.ts';
import { openNode } from './open-node.ts';

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
  process.exit();
}

async function main(): Promise<void> {
  const { values: settings } = readNodeConfig(process.argv.slice(2));
  const { log, lines } = openLogBook(settings.GAIA_LOG_LEVEL);
  const home = settings.GAIA_NODE_HOME;
  const local = await openLlamaEngine({ log, gpu: settings.GAIA_GPU === 'auto' ? 'auto' : false });
  const engine = settings.GAIA_ENGINE_URL
    ? await openUpstreamEngine({
        url: settings.GAIA_ENGINE_URL,
        key: settings.GAIA_ENGINE_KEY,
        model: settings.GAIA_ENGINE_MODEL,
        ...(settings.GAIA_ENGINE_IMAGES === 'auto' ? {} : { takesImages: settings.GAIA_ENGINE_IMAGES === 'on' }),
        local,
      })
    : local;
  const store = settings.QDRANT_URL
    ? openQdrantStore({
        url: settings.QDRANT_URL,
        ...(settings.QDRANT_API_KEY ? { apiKey: settings.QDRANT_API_KEY } : {}),
      })
    : await openZvecStore({ folder: path.join(home, 'store'), onCrash: (event) => log.error(event, 'store.crashed') });
  const models = openModelStore({
    folder: settings.GAIA_MODELS ?? path.join(home, 'models'),
    environment: readDownloadEnvironment(),
  });
  const node = await openNode({
    settings,
    engine,
    store,
    models,
    log,
    logLines: lines,
  });
  process.send?.({ ready: true });

  await new Promise<void>((stop) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop());
    process.on('disconnect', () => stop());
  });
  // Listening for its parent's end would keep the process from ending.
  process.channel?.unref();
  await node.close();
  await engine.close();
  if (engine !== local) await local.close();
  await store.close();
  log.info('node.stopped');
}
