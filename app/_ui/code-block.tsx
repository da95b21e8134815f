import { CopyButton } from './copy-button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** Code to paste, with a copy button; scrolls inside itself. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className="overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-line border-b px-3 py-1.5 text-muted text-xs">
        {label}
        <CopyButton text={code} label={`Copy: ${label}`} />
      </figcaption>
      <ScrollRegion label={label}>
        <pre className="p-3 font-mono text-xs leading-relaxed">
          <code>{code}</code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}
