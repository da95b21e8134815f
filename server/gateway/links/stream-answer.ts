import http2, { type ClientHttp2Stream } from 'node:http2';
import { openAiError } from '#protocol/open-ai-error.ts';
import { linkFailure } from './link-failure.ts';
import type { NodeLink } from './open-node-link.ts';

/** A node's answer as a web stream. When it breaks off, an event stream ends with a `data: {"error": …}` event; any other body errors. */
export function streamAnswer(
  stream: ClientHttp2Stream,
  { link, isEventStream }: { link: NodeLink; isEventStream: boolean },
): ReadableStream<Uint8Array> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;

  const breakOff = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const failure = await linkFailure(link);
    if (!isEventStream) {
      controller.error(failure);
      return;
    }
    const { error } = openAiError(failure);
    controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify({ error })}\n\n`));
    controller.close();
  };
  return new ReadableStream(
    {
      pull: async (controller) => {
        // The iterator may also fail on a stream that ended well, when its `close` comes before its `end`.
        const next = await chunks.next().catch(() => null);
        if (next && !next.done) controller.enqueue(next.value);
        else if (isWhole(stream)) controller.close();
        else await breakOff(controller);
      },
      cancel: () => stream.close(http2.constants.NGHTTP2_CANCEL),
    },
    { highWaterMark: 0 },
  );
}

/** Node ends the readable side also when the stream was reset or its session destroyed; only the code tells. */
function isWhole(stream: ClientHttp2Stream): boolean {
  return !stream.aborted && (stream.rstCode ?? 0) === http2.constants.NGHTTP2_NO_ERROR;
}
