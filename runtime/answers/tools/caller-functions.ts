import { AppError } from '#protocol/errors.ts';
import type { ChatRequestBody } from '#protocol/openai/chat-request.ts';
import type { ToolFunction } from '#runtime/engine/tool-calls/tool-function.ts';

/** The functions that the caller declares in a request. Throws `invalid_input` for two of one name, or parameters that are no object. */
export function callerFunctions({ tools }: ChatRequestBody): ToolFunction[] {
  const seen = new Set<string>();
  return (tools ?? []).map(({ function: { name, description, parameters, strict } }, index) => {
    const param = `tools[${index}].function`;
    if (seen.has(name)) {
      throw new AppError('invalid_input', `Two tools are called "${name}"; give each a name of its own.`, {
        param: `${param}.name`,
      });
    }
    seen.add(name);
    if (parameters && (parameters.type ?? 'object') !== 'object') {
      const message = `The parameters of "${name}" must be a JSON Schema of type "object", not ${JSON.stringify(parameters.type)}.`;
      throw new AppError('invalid_input', message, { param: `${param}.parameters.type` });
    }
    return {
      name,
      description: description ?? '',
      parameters: parameters ?? { type: 'object', properties: {} },
      isStrict: strict === true,
      param: `${param}.parameters`,
    };
  });
}
