// Post-processor: no e-mail address and no telephone number leaves in an answer.
import type { Gaia, PostProcessorPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const telephone = /\+?\d[\d ()/-]{7,}\d/g;

const hideContacts: PostProcessorPlugin = ({ answer }) => {
  const text = answer.replace(address, '[address removed]').replace(telephone, '[number removed]');
  if (text !== answer) gaia.log('removed contacts');
  return text;
};

export default hideContacts;
