import type { ZVecCollectionSchema } from '@zvec/zvec';
import zvec from '@zvec/zvec';

/**
 * The shape of every collection: `dense` for nearest neighbours by cosine, `indexed` (headings and text) for full text,
 * `passage` (JSON) for what a search returns beside the text. Full text splits at Unicode word borders, folds case and
 * accents in every language, takes CJK characters one by one and stems English.
 */
export function collectionSchema(dimensions: number): ZVecCollectionSchema {
  return new zvec.ZVecCollectionSchema({
    name: 'passages',
    vectors: {
      name: 'dense',
      dataType: zvec.ZVecDataType.VECTOR_FP32,
      dimension: dimensions,
      indexParams: {
        indexType: zvec.ZVecIndexType.HNSW,
        metricType: zvec.ZVecMetricType.COSINE,
        m: 32,
        efConstruction: 200,
      },
    },
    fields: [
      {
        name: 'indexed',
        dataType: zvec.ZVecDataType.STRING,
        indexParams: {
          indexType: zvec.ZVecIndexType.FTS,
          tokenizerName: 'standard',
          filters: ['lowercase', 'ascii_folding', 'stemmer'],
          extraParams: JSON.stringify({ stemmer_lang: 'english' }),
        },
      },
      { name: 'passage', dataType: zvec.ZVecDataType.STRING },
    ],
  });
}
