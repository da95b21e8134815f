import type { ComponentProps } from 'react';
import { type Components, defaultRehypePlugins, Streamdown } from 'streamdown';

type Props<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & { node?: unknown };

/** The page's own headings come first: a creator's start at the third level. */
const components: Components = {
  h1: ({ children }: Props<'h1'>) => <h3 className="mt-5 mb-2 font-semibold text-lg">{children}</h3>,
  h2: ({ children }: Props<'h2'>) => <h4 className="mt-4 mb-2 font-semibold">{children}</h4>,
  h3: ({ children }: Props<'h3'>) => <h5 className="mt-4 mb-1 font-semibold text-sm">{children}</h5>,
  h4: ({ children }: Props<'h4'>) => <h6 className="mt-3 mb-1 font-semibold text-sm">{children}</h6>,
  h5: ({ children }: Props<'h5'>) => <p className="mt-3 font-semibold text-sm">{children}</p>,
  h6: ({ children }: Props<'h6'>) => <p className="mt-3 font-semibold text-sm">{children}</p>,
  a: ({ href, children }: Props<'a'>) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ src, alt }: Props<'img'>) => <PictureLink src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  pre: ({ children }: Props<'pre'>) => (
    <pre className="my-3 whitespace-pre-wrap break-words rounded-md border border-line bg-sunken p-3 font-mono text-xs">
      {children}
    </pre>
  ),
  code: ({ children }: Props<'code'>) => <code className="font-mono text-[0.9em]">{children}</code>,
  inlineCode: ({ children }: Props<'code'>) => (
    <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.9em]">{children}</code>
  ),
  table: ({ children }: Props<'table'>) => <table className="my-3 w-full text-left text-sm">{children}</table>,
  thead: ({ children }: Props<'thead'>) => <thead className="border-line border-b">{children}</thead>,
  th: ({ children }: Props<'th'>) => <th className="py-1.5 pr-3 font-semibold">{children}</th>,
  td: ({ children }: Props<'td'>) => <td className="break-words py-1.5 pr-3 align-top">{children}</td>,
  blockquote: ({ children }: Props<'blockquote'>) => (
    <blockquote className="my-3 border-line border-l-4 pl-3 text-muted">{children}</blockquote>
  ),
};

/**
 * Markdown that a stranger wrote. HTML in it is shown as the text it is, addresses lead out only as plain links, and no picture
 * is loaded from anywhere: its words stand in its place.
 */
export function ReadmeText({ text }: { text: string }) {
  return (
    <div className="max-w-none break-words text-sm leading-relaxed [&_li]:my-1 [&_ol]:list-decimal [&_ol]:pl-5 [&_p]:my-2 [&_ul]:list-disc [&_ul]:pl-5">
      <Streamdown
        mode="static"
        skipHtml
        controls={false}
        rehypePlugins={defaultRehypePlugins.sanitize ? [defaultRehypePlugins.sanitize] : []}
        components={components}
      >
        {text}
      </Streamdown>
    </div>
  );
}

function PictureLink({ src, alt }: { src: string; alt: string }) {
  return <SafeLink href={src}>{alt || src}</SafeLink>;
}

function SafeLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (!href || !/^https?:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className="text-accent underline">
      {children}
    </a>
  );
}
