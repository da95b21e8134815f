import type { CallerTool } from '#protocol/openai/chat-request.ts';
import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';

/** A tool as a chat request names it: only what the model fills. */
export function declareForModel(definition: ToolDefinition): CallerTool {
  const { name, description, parameters, target } = definition;
  const hidden = new Set(
    target.kind === 'http'
      ? Object.entries(target.arguments).flatMap(([key, { filledBy }]) => (filledBy.by === 'model' ? [] : [key]))
      : [],
  );
  const { required, ...rest } = parameters;
  const shown = Object.entries(Object(parameters.properties)).filter(([key]) => !hidden.has(key));
  const needed = Array.isArray(required) ? required.filter((key) => !hidden.has(String(key))) : [];
  return {
    type: 'function',
    function: {
      name,
      description,
      parameters: {
        ...rest,
        properties: Object.fromEntries(shown) as Record<string, never>,
        ...(needed.length > 0 ? { required: needed } : {}),
      },
    },
  };
}
