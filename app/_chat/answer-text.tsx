import { Streamdown } from 'streamdown';
import type { Citation } from '#protocol/retrieval/trace.ts';

interface AnswerTextProps {
  content: string;
  citations: Citation[];
  onCitation: (citation: Citation) => void;
}

/** An answer as Markdown, with its sources as numbered buttons below. */
export function AnswerText({ content, citations, onCitation }: AnswerTextProps) {
  const sources = [...new Map(citations.map((citation) => [citation.marker, citation])).values()];
  return (
    <div className="space-y-2">
      <div className="prose-sm max-w-none break-words">
        <Streamdown>{content}</Streamdown>
      </div>
      {sources.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {sources.map((citation) => (
            <li key={citation.marker}>
              <button
                type="button"
                onClick={() => onCitation(citation)}
                className="rounded-full border border-line bg-surface px-2 py-0.5 text-accent text-xs hover:bg-accent-soft"
              >
                [{citation.marker}] {citation.document}
                {citation.page === null ? '' : `, p. ${citation.page}`}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
