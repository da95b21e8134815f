import type { ToolDefinition } from '#protocol/tools/tool-definition.ts';
import { declareForModel } from './declare-for-model.ts';

export interface ModelArgument {
  name: string;
  schema: Record<string, unknown>;
  isRequired: boolean;
}

/** The arguments that the model fills, in the order of the schema. */
export function modelArguments(definition: ToolDefinition): ModelArgument[] {
  const { properties, required } = declareForModel(definition).function.parameters ?? {};
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(Object(properties) as Record<string, unknown>).map(([name, schema]) => ({
    name,
    schema: typeof schema === 'object' && schema !== null ? { ...schema } : {},
    isRequired: needed.includes(name),
  }));
}
