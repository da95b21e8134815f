const MiB = 1024 * 1024;

/** Every quota and bound of an account and a request: screens, operations, parsers and tests read them here. */
export const limits = {
  documentSizeBytes: 50 * MiB,
  documentsPerUpload: 200,
  documentsPerKnowledge: 5_000,
  documentPages: 2_000,
  /** Text extracted from one document, in UTF-16 units. */
  documentTextLength: 20_000_000,
  parseTimeoutMs: 120_000,
  parseMemoryBytes: 768 * MiB,
  /** Uncompressed size of a zip container (docx) and its ratio to the file, against zip bombs. */
  archiveSizeBytes: 300 * MiB,
  archiveRatio: 200,
  nameLength: 120,
  descriptionLength: 2_000,
  promptLength: 20_000,
  knowledgePerAgent: 8,
  startersPerAgent: 8,
  bundleSizeBytes: 2_048 * MiB,
  accountStorageBytes: 20_480 * MiB,
  toolsPerAgent: 32,
  pluginsPerAgent: 16,
  /** Characters of an OpenAPI description, a collection or commands to import tools from. */
  toolImportLength: 4 * MiB,
  toolsPerImport: 200,
  promptRulesPerAgent: 16,
  fewShotRows: 20,
  pluginSourceLength: 200_000,
  messagesPerRequest: 256,
  toolsPerRequest: 128,
  topLogprobs: 20,
  requestBodyBytes: 8 * MiB,
  embeddingsPerRequest: 2_048,
  completionsPerRequest: 8,
  stopSequences: 4,
  joinTokenMinutes: 15,
  signInLinkMinutes: 15,
  sessionDays: 30,
  clockSkewSeconds: 60,
  heartbeatSeconds: 10,
  bundleAddressMinutes: 60,
} as const;
