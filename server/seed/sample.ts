/** Names and fixed ids of the sample that a fresh installation starts with. */
export const sample = {
  knowledgeId: '01900000-0000-7000-8000-00000000a001',
  promptId: '01900000-0000-7000-8000-00000000a002',
  agentId: '01900000-0000-7000-8000-00000000a003',
  knowledgeName: 'GaiaNet handbook',
  agentName: 'Handbook guide',
  agentDescription: 'Answers questions about GaiaNet from its handbook, and names the page it found the answer on.',
  question: 'How often does a node send a heartbeat?',
  /** Asked of the node before the agent goes live. */
  goldenQuestions: [
    {
      question: 'How long can I use a join token?',
      documentName: '03-running-a-node.md',
      expectedSubstring: 'valid for 15 minutes',
    },
    {
      question: 'How often does a linked node report that it is alive?',
      documentName: '02-nodes.md',
      expectedSubstring: 'heartbeat every 10 seconds',
    },
  ],
  /** Questions that also the smallest model answers rightly and briefly. */
  starters: [
    'What is a component?',
    'What is a chunk?',
    'How often does a node send a heartbeat?',
    'How long is a join token valid?',
  ],
  /** How an answer keeps to its passages; models of some hundred million weights copy the manner of it. */
  fewShot: [
    {
      question:
        'Context:\n[1] A ferry leaves the harbour at 9:00 and at 17:30. Tickets are sold on board.\n\n[2] Bicycles travel free of charge.\n\nQuestion: When does the ferry leave?',
      answer: 'The ferry leaves at 9:00 and at 17:30.',
    },
  ],
} as const;
