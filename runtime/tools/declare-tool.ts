import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import type { ToolDeclaration } from '#runtime/engine/engine.ts';

/** A tool as the model sees it: without the arguments that are fixed or that the caller fills. */
export function declareTool(definition: ToolDefinition): ToolDeclaration {
  const { name, description, parameters, target } = definition;
  if (target.kind === 'mcp') return { name, description, parameters };
  const hidden = new Set(
    Object.entries(target.arguments).flatMap(([argument, { filledBy }]) => (filledBy.by === 'model' ? [] : [argument])),
  );
  const properties = Object.entries(objectOf(parameters.properties)).filter(([argument]) => !hidden.has(argument));
  const { required, ...rest } = parameters;
  const needed = Array.isArray(required) ? required.filter((argument) => !hidden.has(String(argument))) : [];
  return {
    name,
    description,
    parameters: {
      ...rest,
      properties: Object.fromEntries(properties),
      ...(needed.length > 0 ? { required: needed } : {}),
    },
  };
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
