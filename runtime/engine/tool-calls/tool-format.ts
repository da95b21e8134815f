/**
 * How a model writes a call, as literal texts around the function's name and its arguments (JSON). The whole of a message is
 * `begin call (between call)* end`, and a call `open name middle arguments close`.
 */
export interface ToolFormat {
  /**
   * `wrapped`: the arguments are an object of their own. `flat`: the call is one JSON object that holds the name under `tool`
   * and the arguments beside it, one call a line; the other texts are not used then.
   */
  kind: 'wrapped' | 'flat';
  /** Text that never occurs but in front of a call, such as `<tool_call>`; empty where a call is told only by how a message starts. */
  mark: string;
  begin: string;
  open: string;
  middle: string;
  close: string;
  /** null where the template takes one call a message. */
  between: string | null;
  end: string;
}

/** The form for models whose own template has no place for tools: `{"tool": "name", "argument": …}`, a line each. */
export const plainToolFormat: ToolFormat = {
  kind: 'flat',
  mark: '',
  begin: '',
  open: '{',
  middle: '',
  close: '',
  between: '\n',
  end: '',
};
