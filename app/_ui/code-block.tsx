import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** Code to paste, with a copy button; scrolls inside itself, or wraps where it is one long word. */
export function CodeBlock({ code, label, isWrapped = false }: { code: string; label: string; isWrapped?: boolean }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-line border-b px-3 py-1.5 text-muted text-xs">
        {label}
        <CopyButton text={code} label={`Copy: ${label}`} />
      </figcaption>
      <ScrollRegion label={label}>
        <pre
          className={classNames('p-3 font-mono text-xs leading-relaxed', isWrapped && 'whitespace-pre-wrap break-all')}
        >
          <code>{code}</code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}
