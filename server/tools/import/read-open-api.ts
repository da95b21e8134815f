import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import { buildTool } from './build-tool.ts';
import { type SchemaReading, startReading } from './convert-schema.ts';
import { importOperation } from './import-operation.ts';
import type { ImportedOperation, ImportResult } from './import-result.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json-values.ts';
import { openNames } from './open-names.ts';
import { openReferences, type References } from './open-references.ts';
import { readParameters } from './read-parameters.ts';
import { readRequestBody } from './read-request-body.ts';
import { readSecurity } from './read-security.ts';
import { readServer, type ServerHints } from './read-server.ts';
import { SkipOperation } from './skip-operation.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'query'];
const callable = new Set(['get', 'post', 'put', 'patch', 'delete']);
const maxOperations = 2_000;

/** Reads the operations of an OpenAPI 3.0 or 3.1 or Swagger 2 description; each is a definition or says why it isn't. Throws `invalid_input` for another version. */
export function readOpenApi(root: JsonObject, hints: ServerHints): ImportResult {
  const format = formatOf(root);
  const info = objectOf(root.info);
  const document: Document = {
    root,
    hints,
    references: openReferences(root, hints.address),
    title: textOf(info.title) || 'Service',
    name: openNames(),
  };
  const operations: ImportedOperation[] = [];
  for (const [path, given] of Object.entries(objectOf(root.paths))) {
    if (!path.startsWith('/')) continue;
    operations.push(...readPath(document, path, given));
    if (operations.length > maxOperations)
      throw new AppError('too_large', `This describes more than ${maxOperations} operations; split it.`);
  }
  for (const name of Object.keys(objectOf(root.webhooks)).slice(0, 100)) {
    const skipReason = 'It is a webhook: the service calls you, not you the service.';
    operations.push({ operation: `webhook ${name}`, definition: null, notes: [], skipReason });
  }
  return { format, title: document.title.slice(0, limits.nameLength), operations };
}

interface Document {
  root: JsonObject;
  hints: ServerHints;
  references: References;
  title: string;
  name: (wanted: string) => string;
}

function formatOf(root: JsonObject): string {
  const swagger = String(root.swagger ?? '');
  const version = String(root.openapi ?? '');
  if (/^2(?:\.|$)/.test(swagger)) return 'Swagger 2';
  if (/^3\.[0-2](?:\.|$)/.test(version)) return `OpenAPI ${version.slice(0, 3)}`;
  throw new AppError(
    'invalid_input',
    `This is version "${(version || swagger).slice(0, 40)}"; OpenAPI 3.0, 3.1 and Swagger 2 can be read.`,
  );
}

function readPath(document: Document, path: string, given: unknown): ImportedOperation[] {
  let item: JsonObject;
  try {
    item = document.references.follow(given);
  } catch (cause) {
    if (!(cause instanceof SkipOperation)) throw cause;
    return [{ operation: path, definition: null, notes: [], skipReason: cause.message }];
  }
  return methods
    .filter((method) => item[method] !== undefined)
    .map((method) =>
      importOperation(`${method.toUpperCase()} ${path}`.slice(0, 300), () =>
        readOperation(document, { path, item, method, operation: objectOf(item[method]) }),
      ),
    );
}

interface Place {
  path: string;
  item: JsonObject;
  method: string;
  operation: JsonObject;
}

function readOperation(document: Document, place: Place) {
  if (!callable.has(place.method))
    throw new SkipOperation(`${place.method.toUpperCase()} calls are not for tools: they bring no answer to use.`);
  try {
    return readWith(document, place, startReading(document.references));
  } catch (cause) {
    // Schemas that share many parts grow when they are copied: once more, with every shared part by its name.
    if (!(cause instanceof SkipOperation) || !cause.message.startsWith('Its arguments have more than')) throw cause;
    return readWith(document, place, startReading(document.references, 'defs'));
  }
}

function readWith({ root, hints, references, title, name }: Document, place: Place, reading: SchemaReading) {
  const { operation, item, path, method } = place;
  const url = readServer({ operation, path: item, root }, hints) + path;
  const { auth, notes } = readSecurity({ operation, root }, { references, title });
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)];
  const found = readParameters(parameters, reading);
  const body = readRequestBody({ operation, root, parameters }, method.toUpperCase(), reading);
  const texts = [textOf(operation.summary), textOf(operation.description)].map((text) => text.trim());
  const definition = buildTool({
    name: name(textOf(operation.operationId) || `${method}_${path}`),
    description: joinTexts(texts) || `${method.toUpperCase()} ${path} of ${title}`,
    method: method.toUpperCase(),
    url,
    bodyKind: body.bodyKind,
    arguments: [...found.arguments, ...body.arguments],
    auth,
    defs: reading.defs,
    isOpen: body.isOpen,
  });
  const old = operation.deprecated === true ? ['The service says that this is out of date (deprecated).'] : [];
  return { definition, notes: [...old, ...notes, ...found.notes, ...body.notes] };
}

function joinTexts([summary = '', description = '']: string[]): string {
  if (!summary || description.startsWith(summary)) return description;
  return /[.!?]$/.test(summary) || !description ? `${summary} ${description}`.trim() : `${summary}. ${description}`;
}
