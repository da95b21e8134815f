import type { EngineAnswer, ToEngine } from '#runtime/engine/llama/messages.ts';
import { openEngineServer } from './open-engine-server.ts';

const server = openEngineServer((answer: EngineAnswer) => {
  if (process.connected) process.send?.(answer);
});

process.on('message', (message: ToEngine) => server.receive(message));
// The node alone decides when the engine ends: it closes the channel, or is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('SIGHUP', () => undefined);
