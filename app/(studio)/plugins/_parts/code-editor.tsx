'use client';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useTheme } from 'next-themes';
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
  '&': { backgroundColor: 'var(--sunken)', fontSize: '0.8125rem' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
});

/** A labelled editor for code. Tab moves on, as everywhere on a page. */
export function CodeEditor({ label, hint, language, value, onChange, minHeight = '6rem' }: CodeEditorProps) {
  const { resolvedTheme } = useTheme();
  const id = useId();
  const extensions = useMemo(() => {
    const described = hint ? { 'aria-describedby': `${id}-hint` } : {};
    const attributes = EditorView.contentAttributes.of({ 'aria-labelledby': `${id}-label`, ...described });
    const grammar = language === 'json' ? json() : javascript({ typescript: true });
    return [grammar, attributes, EditorView.lineWrapping, look];
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
        theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
        indentWithTab={false}
        basicSetup={{ foldGutter: false, highlightActiveLine: false }}
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
