'use client';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useId, useMemo } from 'react';

interface CodeEditorProps {
  label: string;
  hint?: string;
  language: 'typescript' | 'json';
  value: string;
  onChange: (value: string) => void;
  minHeight?: string;
}

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--sunken)', color: 'var(--text)', fontSize: '0.8125rem' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--muted)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--accent-soft)', color: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
});

/** Colours of the studio, readable in both of its themes. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.regexp, tags.escape], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

/** A labelled editor for code. Tab moves on, as everywhere on a page. */
export function CodeEditor({ label, hint, language, value, onChange, minHeight = '6rem' }: CodeEditorProps) {
  const id = useId();
  const extensions = useMemo(() => {
    const described = hint ? { 'aria-describedby': `${id}-hint` } : {};
    const attributes = EditorView.contentAttributes.of({ 'aria-labelledby': `${id}-label`, ...described });
    const grammar = language === 'json' ? json() : javascript({ typescript: true });
    return [grammar, attributes, EditorView.lineWrapping, look, syntaxHighlighting(colours)];
  }, [language, hint, id]);
  return (
    <div>
      <p id={`${id}-label`} className="mb-1 font-medium text-sm">
        {label}
      </p>
      <CodeMirror
        className="overflow-hidden rounded-md border border-line"
        value={value}
        onChange={onChange}
        extensions={extensions}
        theme="none"
        indentWithTab={false}
        basicSetup={{ foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false }}
        minHeight={minHeight}
        maxHeight="36rem"
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
