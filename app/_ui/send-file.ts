import { z } from 'zod';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** Sends a file as the raw body of a POST, telling how much has left. Throws the server's own sentence when it is refused. XMLHttpRequest, because fetch can't tell upload progress. */
export function sendFile(address: string, file: Blob, onProgress: (sentBytes: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => void whyLost(file).then((why) => reject(new Error(why)));
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText));
      reject(new Error(sentenceOf(request)));
    };
    request.send(file);
  });
}

/** A browser sends no file that was changed on disk after it was chosen. */
function whyLost(file: Blob): Promise<string> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => 'The connection was lost; try again.',
      () => 'The file was changed after you chose it; choose it again.',
    );
}

function sentenceOf(request: XMLHttpRequest): string {
  try {
    return refusalSchema.parse(JSON.parse(request.responseText)).error.message;
  } catch {
    return `The server answered with status ${request.status}.`;
  }
}
