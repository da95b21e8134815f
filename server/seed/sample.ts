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
  starters: [
    'What is a node?',
    'How long is a join token valid?',
    'How often does a node send a heartbeat?',
    'What happens when a deployment fails?',
  ],
} as const;
