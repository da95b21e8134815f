// Prompt chooser: upset people get the rule "calm", short questions the rule "brief".
import type { Gaia, PromptChooserPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

const upset = /\b(angry|unacceptable|complain|refund|lawyer|furious)\b|!{2,}/i;

const chooseByMood: PromptChooserPlugin = ({ question, rules }) => {
  const calm = upset.test(question) && 'calm';
  const brief = question.split(/\s+/).length < 6 && 'brief';
  const wanted = calm || brief || '';
  gaia.log(`wanted: ${wanted || 'the usual prompt'}`);
  return rules.includes(wanted) ? wanted : null;
};

export default chooseByMood;
