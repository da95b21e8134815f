/** Chat templates with a place for tools, written after those of well-known model families; all over ChatML so that the tiny models read them. */
const turn = "'<|im_start|>' + m.role + '\\n'";
const end = "'<|im_end|>\\n'";
const begin = `{%- if tools %}{{ '<|im_start|>system\\n' }}{%- if messages[0].role == 'system' %}{{ messages[0].content + '\\n' }}{%- endif %}{{ 'Tools:' }}{%- for t in tools %}{{ '\\n' }}{{ t | tojson }}{%- endfor %}{{ ${end} }}{%- endif %}`;
const generation = "{%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{%- endif %}";

function template(calls: string): string {
  const message = `{%- if m.role == 'system' and tools %}{%- elif m.tool_calls %}${calls}{%- else %}{{ ${turn} + m.content + ${end} }}{%- endif %}`;
  return `${begin}{%- for m in messages %}${message}{%- endfor %}${generation}`;
}

/** By family: Qwen and Hermes, Llama 3, Mistral with a list, Mistral with bare names. */
export const toolTemplates = {
  hermes: template(
    `{{ ${turn} + m.content }}{%- for c in m.tool_calls %}{%- if (loop.first and m.content) or not loop.first %}{{ '\\n' }}{%- endif %}{{ '<tool_call>\\n{"name": "' + c.function.name + '", "arguments": ' }}{{ c.function.arguments | tojson }}{{ '}\\n</tool_call>' }}{%- endfor %}{{ ${end} }}`,
  ),
  llama: template(
    `{%- if m.tool_calls | length != 1 %}{{ raise_exception('one call only') }}{%- endif %}{{ ${turn} }}{%- set c = m.tool_calls[0].function %}{{ '{"name": "' + c.name + '", ' }}{{ '"parameters": ' }}{{ c.arguments | tojson }}{{ '}' + ${end} }}`,
  ),
  mistral: template(
    `{{ ${turn} }}{{ '[TOOL_CALLS] [' }}{%- for c in m.tool_calls %}{%- if c.id | length != 9 %}{{ raise_exception('ids have 9 letters') }}{%- endif %}{{ '{"name": "' + c.function.name + '", "arguments": ' }}{{ c.function.arguments | tojson }}{{ ', "id": "' + c.id + '"}' }}{%- if not loop.last %}{{ ', ' }}{%- endif %}{%- endfor %}{{ ']' + ${end} }}`,
  ),
  bare: template(
    `{{ ${turn} }}{%- for c in m.tool_calls %}{{ '[TOOL_CALLS]' + c.function.name + '[ARGS]' }}{{ c.function.arguments | tojson }}{%- endfor %}{{ ${end} }}`,
  ),
};
