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
  datasetBytes: 64 * MiB,
  datasetRows: 200_000,
  /** Characters of one row. */
  datasetRowLength: MiB,
  bundleSizeBytes: 2_048 * MiB,
  accountStorageBytes: 20_480 * MiB,
  toolsPerAgent: 32,
  pluginsPerAgent: 16,
  /** Characters of an OpenAPI description, a collection or commands to import tools from. */
  toolImportLength: 4 * MiB,
  toolsPerImport: 200,
  promptRulesPerAgent: 16,
  fewShotRows: 20,
  questionsPerSet: 100,
  checksPerQuestion: 8,
  /** Prompts, models or settings that are compared at once. */
  trialColumns: 3,
  questionSetsPerAccount: 200,
  pluginSourceLength: 200_000,
  messagesPerRequest: 256,
  toolsPerRequest: 128,
  topLogprobs: 20,
  requestBodyBytes: 8 * MiB,
  fileSizeBytes: 32 * MiB,
  filesPerCallerBytes: 256 * MiB,
  responsesPerCaller: 500,
  responsesPerCallerBytes: 128 * MiB,
  /** Characters of the events of one background response; longer ones are told while the node runs only. */
  responseEventsLength: 4 * MiB,
  responseDays: 30,
  /** Background responses of one caller that wait or run. */
  backgroundPerCaller: 32,
  backgroundPerNode: 256,
  embeddingsPerRequest: 2_048,
  promptsPerRequest: 16,
  rerankDocuments: 500,
  completionsPerRequest: 8,
  stopSequences: 4,
  joinTokenMinutes: 15,
  signInLinkMinutes: 15,
  sessionDays: 30,
  walletsPerAccount: 20,
  walletChallengeMinutes: 10,
  /** Of one client address, and of all together; a window lasts ten minutes. */
  walletChallengesPerClient: 60,
  walletChallengesOverall: 2_000,
  /** Times that one wallet signs in within ten minutes. */
  signInsPerWallet: 20,
  /** New accounts in a day that wallets nobody knew made by signing in, from one client address and overall. */
  walletAccountsPerClient: 50,
  walletAccountsOverall: 1_000,
  /** Characters of a signature; those of smart-contract wallets are longer than 132. */
  signatureLength: 8_194,
  /** Bytes, calls and answer bytes of one request to the studio's chain proxy. */
  chainRequestBytes: 256 * 1024,
  chainCallsPerRequest: 50,
  chainAnswerBytes: 4 * MiB,
  /** Calls to the chain of one account within a minute. */
  chainCallsPerMinute: 3_000,
  /** Times within a day that an account gets test money for one wallet. */
  faucetPerWalletPerDay: 5,
  clockSkewSeconds: 60,
  heartbeatSeconds: 10,
  bundleAddressMinutes: 60,
  /** Bytes of texts in a deed. */
  cidBytes: 128,
  deedUriBytes: 512,
  askBps: 2_000,
  royaltyBps: 1_000,
  /** Shares of all parents of a deed together. */
  parentBps: 5_000,
  parentsPerDeed: 16,
  voucherDays: 365,
  licenceTextLength: 50_000,
  readmeLength: 50_000,
  samplesPerPage: 12,
  sampleLength: 2_000,
  coverBytes: 5 * MiB,
  coverPixels: 40_000_000,
  /** Fewer would be a blot on a card. */
  coverLeast: { width: 320, height: 160 },
  reviewLength: 2_000,
  /** Those that show most. */
  curatorsToChooseFrom: 200,
  curationStopLength: 500,
  collectionsPerCurator: 50,
  componentsPerCollection: 100,
  reportLength: 2_000,
  keyRequestSeconds: 120,
  /** Requests for keys within a minute: of one node, and from one address, where many nodes may live. */
  keyRequestsPerNode: 60,
  keyRequestsPerAddress: 300,
  /** Domains that are asked on the chain for one key, of those that hold a licence of it. */
  domainsPerKeyRequest: 16,
  /** Trials: a question, an answer, and all that is read and written for one. */
  trialQuestionLength: 1_000,
  trialAnswerTokens: 256,
  trialContextTokens: 4_096,
  trialQuestionsPerDay: 100_000,
  trialTokensPerDay: 1_000_000_000,
  /** A buyer's own questions in one blind comparison. */
  comparisonQuestions: 10,
  /** Longest run of a component's own words that a trial shows. */
  quoteLength: 200,
  /** Hosted retrieval. */
  hostedQueryLength: 1_000,
  hostedPassages: 10,
  hostedTokensPerCall: 2_000,
  hostedSearchSeconds: 120,
  /** What encryption may add to a bundle. */
  sealingBytes: MiB,
} as const;
