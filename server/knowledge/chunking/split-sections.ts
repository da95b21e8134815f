import { type Block, splitBlocks } from './split-blocks.ts';

export interface Section {
  headingPath: string[];
  blocks: Block[];
}

/** Longest heading and deepest path that stand before a chunk; more would crowd out its text. */
const headingLength = 100;
const deepestPath = 4;

/** Blocks under their headings. A heading that has neither text nor headings below it is kept as text of its own. */
export function splitSections(text: string): Section[] {
  const sections: Section[] = [];
  const open: { level: number; title: string; block: Block }[] = [];
  let section: Section | undefined;
  let isBare = false;

  function closeBare(): void {
    const bare = isBare ? open.at(-1) : undefined;
    if (bare) sections.push({ headingPath: pathOf(open.slice(0, -1)), blocks: [bare.block] });
    isBare = false;
  }

  for (const block of splitBlocks(text)) {
    if (block.kind !== 'heading') {
      section ??= { headingPath: pathOf(open), blocks: [] };
      if (section.blocks.length === 0) sections.push(section);
      section.blocks.push(block);
      isBare = false;
      continue;
    }
    if (block.level <= (open.at(-1)?.level ?? 0)) closeBare();
    while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
    open.push({ level: block.level, title: titleOf(text, block), block });
    section = undefined;
    isBare = true;
  }
  closeBare();
  return sections;
}

function pathOf(open: readonly { title: string }[]): string[] {
  return open
    .map(({ title }) => title)
    .filter((title) => title !== '')
    .slice(-deepestPath);
}

function titleOf(text: string, block: Block): string {
  const [line = ''] = text.slice(block.start, block.end).split('\n');
  const words = line
    .replace(/^#{1,6}\s*/, '')
    .replace(/\s+#+$/, '')
    .replace(/[*_`]/g, '')
    .trim();
  return words.length <= headingLength ? words : `${words.slice(0, headingLength - 1).trimEnd()}…`.toWellFormed();
}
