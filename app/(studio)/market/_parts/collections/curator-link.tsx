import Link from 'next/link';
import type { ReactNode } from 'react';

interface CuratorLinkProps {
  /** Null for the studio's operator, who has no page. */
  domainName: string | null;
  children: ReactNode;
}

/** The name of who curates, with the way to the domain; over whatever else the place links to. */
export function CuratorLink({ domainName, children }: CuratorLinkProps) {
  if (domainName === null) return <span>{children}</span>;
  return (
    <Link href={`/domains/${domainName}`} className="relative text-accent underline">
      {children}
    </Link>
  );
}
