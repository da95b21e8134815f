const mostKept = 2_000;

export interface ExampleVectors {
  /** Vectors of texts in their order; those not kept yet are asked for together. */
  of(modelId: string, texts: string[], embed: (texts: string[]) => Promise<Float32Array[]>): Promise<Float32Array[]>;
}

/** Keeps the vectors of rules' examples by embedding model and text, so that each is computed once; the oldest give way. */
export function openExampleVectors(): ExampleVectors {
  const kept = new Map<string, Float32Array>();
  return {
    async of(modelId, texts, embed) {
      const key = (text: string) => `${modelId}:${text}`;
      const missing = [...new Set(texts)].filter((text) => !kept.has(key(text)));
      const made = missing.length > 0 ? await embed(missing) : [];
      const found = new Map(missing.map((text, index) => [key(text), made[index] ?? new Float32Array()]));
      const vectors = texts.map((text) => kept.get(key(text)) ?? found.get(key(text)) ?? new Float32Array());
      for (const [name, vector] of found) kept.set(name, vector);
      for (const name of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(name);
      }
      return vectors;
    },
  };
}
