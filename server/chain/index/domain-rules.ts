import type { Rules } from './apply-events.ts';
import { noAddress, timeOf } from './nothing.ts';

/** Modes in the order of the contract. */
const modes = ['allowlist', 'open'] as const;

/** Domains, the nodes that asked to be let in, and what their operators decided. */
export const domainRules: Rules<'domainRegistry'> = {
  async DomainCreated(tx, { args: { id, operator, name, mode }, txHash, blockTime }) {
    const made = { createdTx: txHash, createdAt: blockTime };
    await tx.domain.create({ data: { id, name, operator, mode: modeOf(mode), ...made } });
  },

  async ModeSet(tx, { args: { id, mode } }) {
    await tx.domain.update({ where: { id }, data: { mode: modeOf(mode) } });
  },

  async DomainOffered(tx, { args: { id, to } }) {
    await tx.domain.update({ where: { id }, data: { offeredTo: to === noAddress ? null : to } });
  },

  async OperatorChanged(tx, { args: { id, to } }) {
    await tx.domain.update({ where: { id }, data: { operator: to, offeredTo: null } });
  },

  async AdmissionRequested(tx, { args: { id, node, owner }, txHash, blockTime }) {
    const anew = { admittedAt: null, endsAt: null, declinedAt: null, reason: '' };
    const asked = { ...anew, owner, askedAt: blockTime, changedTx: txHash };
    const where = { domainId_node: { domainId: id, node } };
    await tx.domainNode.upsert({ where, create: { domainId: id, node, ...asked }, update: asked });
  },

  async NodeAdmitted(tx, { args: { id, node }, txHash, blockTime }) {
    const where = { domainId_node: { domainId: id, node } };
    await tx.domainNode.update({ where, data: { admittedAt: blockTime, changedTx: txHash } });
  },

  async RequestDeclined(tx, { args: { id, node, reason }, txHash, blockTime }) {
    const where = { domainId_node: { domainId: id, node } };
    await tx.domainNode.update({ where, data: { declinedAt: blockTime, reason, changedTx: txHash } });
  },

  async NodeEvicted(tx, { args: { id, node, reason, endsAt }, txHash }) {
    const where = { domainId_node: { domainId: id, node } };
    await tx.domainNode.update({ where, data: { endsAt: timeOf(endsAt), reason, changedTx: txHash } });
  },

  async NodeLeft(tx, { args: { id, node } }) {
    await tx.domainNode.delete({ where: { domainId_node: { domainId: id, node } } });
  },

  async AccountBanned(tx, { args: { id, account, reason }, txHash, blockTime }) {
    await tx.domainBan.create({ data: { domainId: id, account, reason, txHash, bannedAt: blockTime } });
  },

  async AccountUnbanned(tx, { args: { id, account } }) {
    await tx.domainBan.delete({ where: { domainId_account: { domainId: id, account } } });
  },
};

function modeOf(mode: number): (typeof modes)[number] {
  return modes[mode] ?? 'allowlist';
}
