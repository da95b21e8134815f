import { z } from 'zod';

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** Sends a file as the raw body of a POST, telling how much has left. Throws the server's own sentence when it is refused. XMLHttpRequest, because fetch can't tell upload progress. */
export function sendFile(address: string, file: Blob, onProgress: (sentBytes: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => reject(new Error('The connection was lost; try again.'));
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText));
      reject(new Error(sentenceOf(request)));
    };
    request.send(file);
  });
}

function sentenceOf(request: XMLHttpRequest): string {
  try {
    return refusalSchema.parse(JSON.parse(request.responseText)).error.message;
  } catch {
    return `The server answered with status ${request.status}.`;
  }
}
