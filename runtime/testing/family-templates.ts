/** A chat template with everything by which its family's published one differs from others, in words of our own. */
export interface FamilyTemplate {
  template: string;
  /** What ends a turn of the assistant. */
  endOfTurn: string;
  bosToken: string;
  eosToken: string;
  /** Whether words may stand in front of calls, and how many calls in one message. */
  takesWords: boolean;
  mostCalls: number;
}

const rows = (...lines: string[]): string => lines.join('\n');
const chatMl = { endOfTurn: '<|im_end|>', bosToken: '', eosToken: '<|im_end|>', takesWords: true, mostCalls: 3 };

/** ChatML; calls on lines of their own behind the words, results as a user's turn with a tag for each. */
const chatMlResults = rows(
  '{%- elif message.role == "tool" %}',
  '{%- if loop.index0 == 0 or messages[loop.index0 - 1].role != "tool" %}{{- "<|im_start|>user" }}{%- endif %}',
  '{{- "\\n<tool_response>\\n" }}{{- message.content }}{{- "\\n</tool_response>" }}',
  '{%- if loop.last or messages[loop.index0 + 1].role != "tool" %}{{- "<|im_end|>\\n" }}{%- endif %}',
  '{%- endif %}',
);
const chatMlTools = rows(
  '{{- "\\n\\n# Tools\\n\\nCall functions where they help. Their signatures:\\n<tools>" }}',
  '{%- for tool in tools %}{{- "\\n" }}{{- tool | tojson }}{%- endfor %}',
  '{{- "\\n</tools>\\n\\nWrite a call so:\\n<tool_call>\\n{\\"name\\": <name>, \\"arguments\\": <object>}\\n</tool_call><|im_end|>\\n" }}',
);
const callOfChatMl = rows(
  '{{- "\\n<tool_call>\\n{\\"name\\": \\"" }}{{- call.name }}{{- "\\", \\"arguments\\": " }}',
  '{{- call.arguments | tojson }}{{- "}\\n</tool_call>" }}',
);

const qwen25 = rows(
  '{%- if tools %}{{- "<|im_start|>system\\n" }}',
  '{%- if messages[0]["role"] == "system" %}{{- messages[0]["content"] }}{%- else %}{{- "You are of use." }}{%- endif %}',
  chatMlTools,
  '{%- elif messages[0]["role"] == "system" %}{{- "<|im_start|>system\\n" + messages[0]["content"] + "<|im_end|>\\n" }}',
  '{%- else %}{{- "<|im_start|>system\\nYou are of use.<|im_end|>\\n" }}{%- endif %}',
  '{%- for message in messages %}',
  '{%- if message.role == "user" or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}',
  '{{- "<|im_start|>" + message.role + "\\n" + message.content + "<|im_end|>" + "\\n" }}',
  '{%- elif message.role == "assistant" %}{{- "<|im_start|>" + message.role }}',
  '{%- if message.content %}{{- "\\n" + message.content }}{%- endif %}',
  '{%- for call in message.tool_calls %}{%- if call.function is defined %}{%- set call = call.function %}{%- endif %}',
  callOfChatMl,
  '{%- endfor %}{{- "<|im_end|>\\n" }}',
  chatMlResults,
  '{%- endfor %}',
  '{%- if add_generation_prompt %}{{- "<|im_start|>assistant\\n" }}{%- endif %}',
);

/** Thoughts of earlier turns are left out, by a search from the end; arguments as text or as an object. */
const qwen3 = rows(
  '{%- if tools %}{{- "<|im_start|>system\\n" }}',
  '{%- if messages[0].role == "system" %}{{- messages[0].content + "\\n\\n" }}{%- endif %}',
  chatMlTools,
  '{%- elif messages[0].role == "system" %}{{- "<|im_start|>system\\n" + messages[0].content + "<|im_end|>\\n" }}{%- endif %}',
  '{%- set ns = namespace(seeks=true, last=messages | length - 1) %}',
  '{%- for message in messages[::-1] %}{%- set index = (messages | length - 1) - loop.index0 %}',
  '{%- if ns.seeks and message.role == "user" and message.content is string and not (message.content.startswith("<tool_response>") and message.content.endswith("</tool_response>")) %}',
  '{%- set ns.seeks = false %}{%- set ns.last = index %}{%- endif %}{%- endfor %}',
  '{%- for message in messages %}',
  '{%- if message.content is string %}{%- set content = message.content %}{%- else %}{%- set content = "" %}{%- endif %}',
  '{%- if message.role == "user" or (message.role == "system" and not loop.first) %}',
  '{{- "<|im_start|>" + message.role + "\\n" + content + "<|im_end|>" + "\\n" }}',
  '{%- elif message.role == "assistant" %}{%- set thought = "" %}',
  '{%- if "</think>" in content %}',
  '{%- set thought = content.split("</think>")[0].rstrip("\\n").split("<think>")[-1].lstrip("\\n") %}',
  '{%- set content = content.split("</think>")[-1].lstrip("\\n") %}{%- endif %}',
  '{%- if loop.index0 > ns.last and thought %}{{- "<|im_start|>" + message.role + "\\n<think>\\n" + thought + "\\n</think>\\n\\n" + content }}',
  '{%- else %}{{- "<|im_start|>" + message.role + "\\n" + content }}{%- endif %}',
  '{%- if message.tool_calls %}{%- for call in message.tool_calls %}',
  '{%- if (loop.first and content) or not loop.first %}{{- "\\n" }}{%- endif %}',
  '{%- if call.function %}{%- set call = call.function %}{%- endif %}',
  '{{- "<tool_call>\\n{\\"name\\": \\"" }}{{- call.name }}{{- "\\", \\"arguments\\": " }}',
  '{%- if call.arguments is string %}{{- call.arguments }}{%- else %}{{- call.arguments | tojson }}{%- endif %}',
  '{{- "}\\n</tool_call>" }}{%- endfor %}{%- endif %}{{- "<|im_end|>\\n" }}',
  chatMlResults,
  '{%- endfor %}',
  '{%- if add_generation_prompt %}{{- "<|im_start|>assistant\\n" }}{%- endif %}',
);

/** Declarations by macros, as signatures and as JSON; the system's turn always there. */
const hermes = rows(
  '{%- macro type_of(spec) %}{%- if spec.type == "array" %}{{- "list" }}{%- else %}{{- spec.type }}{%- endif %}{%- endmacro %}',
  '{{- bos_token }}{{- "<|im_start|>system\\n" }}',
  '{%- if messages[0].role == "system" %}{{- messages[0].content + "\\n" }}{%- endif %}',
  '{%- if tools %}{{- "You call functions. <tools> " }}',
  '{%- for tool in tools %}{%- if tool.function is defined %}{%- set tool = tool.function %}{%- endif %}',
  '{{- "{\\"type\\": \\"function\\", \\"function\\": {\\"name\\": \\"" + tool.name + "\\", \\"description\\": \\"" + tool.name + "(" }}',
  '{%- for name, spec in tool.parameters.properties | items %}{{- name + ": " + type_of(spec) }}{%- if not loop.last %}{{- ", " }}{%- endif %}{%- endfor %}',
  '{{- ")\\", \\"parameters\\": " }}{{- tool.parameters | tojson }}{{- "}}" }}{%- if not loop.last %}{{- "\\n" }}{%- endif %}{%- endfor %}',
  '{{- " </tools>" }}{%- endif %}{{- "<|im_end|>\\n" }}',
  '{%- for message in messages %}',
  '{%- if message.role == "user" or (message.role == "assistant" and not message.tool_calls) %}',
  '{{- "<|im_start|>" + message.role + "\\n" + message.content + "<|im_end|>" + "\\n" }}',
  '{%- elif message.role == "assistant" %}{{- "<|im_start|>" + message.role }}',
  '{%- if message.content %}{{- "\\n" + message.content }}{%- endif %}',
  '{%- for call in message.tool_calls %}{{- "\\n<tool_call>\\n" }}{%- if call.function is defined %}{%- set call = call.function %}{%- endif %}',
  '{{- "{" }}{{- "\\"name\\": \\"" }}{{- call.name }}{{- "\\"" }}{{- ", " }}',
  '{%- if call.arguments is defined %}{{- "\\"arguments\\": " }}{{- call.arguments | tojson }}{%- endif %}',
  '{{- "}" }}{{- "\\n</tool_call>" }}{%- endfor %}{{- "<|im_end|>\\n" }}',
  chatMlResults,
  '{%- endfor %}',
  '{%- if add_generation_prompt %}{{- "<|im_start|>assistant\\n" }}{%- endif %}',
);

/** Declarations in the first user message; one call a message; results in quotes, because a text can be iterated over. */
const llama31 = rows(
  '{{- bos_token }}',
  '{%- if not tools is defined %}{%- set tools = none %}{%- endif %}',
  '{%- if messages[0]["role"] == "system" %}{%- set rules = messages[0]["content"] | trim %}{%- set messages = messages[1:] %}{%- else %}{%- set rules = "" %}{%- endif %}',
  '{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}',
  '{%- if tools is not none %}{{- "Environment: ipython\\n" }}{%- endif %}{{- "Knowledge until: December 2023\\n\\n" }}{{- rules }}{{- "<|eot_id|>" }}',
  '{%- if tools is not none %}',
  '{%- if messages | length != 0 %}{%- set first = messages[0]["content"] | trim %}{%- set messages = messages[1:] %}',
  '{%- else %}{{- raise_exception("There is no user message for the tools.") }}{%- endif %}',
  '{{- "<|start_header_id|>user<|end_header_id|>\\n\\n" -}}',
  '{{- "Answer with a call as JSON, {\\"name\\": its name, \\"parameters\\": names and values}.\\n\\n" }}',
  '{%- for t in tools %}{{- t | tojson(indent=4) }}{{- "\\n\\n" }}{%- endfor %}{{- first + "<|eot_id|>" }}{%- endif %}',
  '{%- for message in messages %}',
  '{%- if not (message.role == "ipython" or message.role == "tool" or "tool_calls" in message) %}',
  '{{- "<|start_header_id|>" + message["role"] + "<|end_header_id|>\\n\\n" + message["content"] | trim + "<|eot_id|>" }}',
  '{%- elif "tool_calls" in message %}',
  '{%- if not message.tool_calls | length == 1 %}{{- raise_exception("Only one call at once.") }}{%- endif %}',
  '{%- set call = message.tool_calls[0].function %}{{- "<|start_header_id|>assistant<|end_header_id|>\\n\\n" -}}',
  '{{- "{\\"name\\": \\"" + call.name + "\\", " }}{{- "\\"parameters\\": " }}{{- call.arguments | tojson }}{{- "}" }}{{- "<|eot_id|>" }}',
  '{%- elif message.role == "tool" or message.role == "ipython" %}{{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}',
  '{%- if message.content is mapping or message.content is iterable %}{{- message.content | tojson }}{%- else %}{{- message.content }}{%- endif %}',
  '{{- "<|eot_id|>" }}{%- endif %}{%- endfor %}',
  '{%- if add_generation_prompt %}{{- "<|start_header_id|>assistant<|end_header_id|>\\n\\n" }}{%- endif %}',
);

/** Turns must alternate, tools stand before the last user message, ids have nine letters and are cut into the function's JSON. */
const mistralOf = (opening: string) =>
  rows(
    '{%- if messages[0]["role"] == "system" %}{%- set rules = messages[0]["content"] %}{%- set talk = messages[1:] %}{%- else %}{%- set talk = messages %}{%- endif %}',
    '{%- if not tools is defined %}{%- set tools = none %}{%- endif %}',
    '{%- set asked = talk | selectattr("role", "equalto", "user") | list %}',
    '{{- bos_token }}',
    '{%- set ns = namespace(at=0) %}',
    '{%- for message in talk | rejectattr("role", "equalto", "tool") | selectattr("tool_calls", "undefined") %}',
    '{%- if (message["role"] == "user") != (ns.at % 2 == 0) %}{{- raise_exception("Turns must alternate.") }}{%- endif %}{%- set ns.at = ns.at + 1 %}{%- endfor %}',
    '{%- for message in talk %}',
    '{%- if message["role"] == "user" %}',
    '{%- if tools is not none and message == asked[-1] %}{{- "[AVAILABLE_TOOLS] [" }}',
    '{%- for tool in tools %}{%- set tool = tool.function %}{{- "{\\"type\\": \\"function\\", \\"function\\": {" }}',
    '{%- for key, value in tool.items() if key != "return" %}{%- if value is string %}{{- "\\"" + key + "\\": \\"" + value + "\\"" }}{%- else %}{{- "\\"" + key + "\\": " + value | tojson }}{%- endif %}{%- if not loop.last %}{{- ", " }}{%- endif %}{%- endfor %}',
    '{{- "}}" }}{%- if not loop.last %}{{- ", " }}{%- endif %}{%- endfor %}{{- "][/AVAILABLE_TOOLS]" }}{%- endif %}',
    '{%- if loop.last and rules is defined %}{{- "[INST] " + rules + "\\n\\n" + message["content"] + "[/INST]" }}{%- else %}{{- "[INST] " + message["content"] + "[/INST]" }}{%- endif %}',
    '{%- elif message.tool_calls is defined and message.tool_calls is not none %}',
    `{{- "${opening}" }}{%- for call in message.tool_calls %}{%- set out = call.function | tojson %}{{- out[:-1] }}`,
    '{%- if not call.id is defined or call.id | length != 9 %}{{- raise_exception("Ids have nine letters or digits.") }}{%- endif %}',
    '{{- ", \\"id\\": \\"" + call.id + "\\"}" }}{%- if not loop.last %}{{- ", " }}{%- else %}{{- "]" + eos_token }}{%- endif %}{%- endfor %}',
    '{%- elif message["role"] == "assistant" %}{{- " " + message["content"] | trim + eos_token }}',
    '{%- elif message["role"] == "tool" %}{{- "[TOOL_RESULTS] {\\"content\\": " + message.content | string + ", " }}',
    '{{- "\\"call_id\\": \\"" + message.tool_call_id + "\\"}[/TOOL_RESULTS]" }}',
    '{%- else %}{{- raise_exception("Only user, assistant and tool.") }}{%- endif %}{%- endfor %}',
  );

/** Bare names; the results carry the ids. */
const mistralBare = rows(
  '{{- bos_token }}',
  '{%- if messages[0]["role"] == "system" %}{{- "[SYSTEM_PROMPT]" + messages[0]["content"] + "[/SYSTEM_PROMPT]" }}{%- set talk = messages[1:] %}{%- else %}{%- set talk = messages %}{%- endif %}',
  '{%- if tools is defined and tools | length > 0 %}{{- "[AVAILABLE_TOOLS]" + (tools | tojson) + "[/AVAILABLE_TOOLS]" }}{%- endif %}',
  '{%- for message in talk %}',
  '{%- if message["role"] == "user" %}{{- "[INST]" + message["content"] + "[/INST]" }}',
  '{%- elif message["role"] == "assistant" %}{%- if message["content"] %}{{- message["content"] }}{%- endif %}',
  '{%- if message["tool_calls"] is defined and message["tool_calls"] | length > 0 %}{%- for call in message["tool_calls"] %}',
  '{%- if call["function"]["arguments"] is string %}{%- set given = call["function"]["arguments"] %}{%- else %}{%- set given = call["function"]["arguments"] | tojson %}{%- endif %}',
  '{{- "[TOOL_CALLS]" + call["function"]["name"] + "[ARGS]" + given }}{%- endfor %}{%- endif %}{{- eos_token }}',
  '{%- elif message["role"] == "tool" %}{{- "[TOOL_RESULTS]" + message["content"] + "[/TOOL_RESULTS]" }}{%- endif %}{%- endfor %}',
);

const mistral = { endOfTurn: '</s>', bosToken: '<s>', eosToken: '</s>', takesWords: false, mostCalls: 3 };

/** Families whose published templates have a place for tools. */
export const familyTemplates: Record<string, FamilyTemplate> = {
  'Qwen 2.5': { template: qwen25, ...chatMl },
  'Qwen 3': { template: qwen3, ...chatMl },
  'Hermes 3': { template: hermes, ...chatMl, bosToken: '<|begin_of_text|>' },
  'Llama 3.1': {
    ...{ template: llama31, endOfTurn: '<|eot_id|>', bosToken: '<|begin_of_text|>', eosToken: '<|eot_id|>' },
    ...{ takesWords: false, mostCalls: 1 },
  },
  'Mistral 7B v0.3': { template: mistralOf('[TOOL_CALLS] ['), ...mistral },
  'Mistral Nemo': { template: mistralOf('[TOOL_CALLS]['), ...mistral },
  'Mistral Small 3.2': { template: mistralBare, ...mistral, takesWords: true },
};

/** SmolLM2 of 135 million parameters: a system's turn of its own where none is given, and no place for tools. */
export const smolTemplate = rows(
  '{%- for message in messages %}{%- if loop.first and messages[0]["role"] != "system" %}{{- "<|im_start|>system\\nYou are of use.<|im_end|>\\n" }}{%- endif %}',
  '{{- "<|im_start|>" + message["role"] + "\\n" + message["content"] + "<|im_end|>" + "\\n" }}{%- endfor %}',
  '{%- if add_generation_prompt %}{{- "<|im_start|>assistant\\n" }}{%- endif %}',
);
