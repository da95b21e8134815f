const byId = (id) => document.getElementById(id);
const messages = [];
let agents = [];
let running = null;

function element(tag, options = {}) {
  return Object.assign(document.createElement(tag), options);
}

function currentAgent() {
  return agents.find(({ id }) => id === byId('agents').value) ?? agents[0];
}

async function start() {
  const response = await fetch('/v1/models');
  agents = (await response.json()).data ?? [];
  for (const { id, gaia } of agents) byId('agents').append(element('option', { value: id, textContent: gaia.name }));
  byId('picker').hidden = agents.length < 2;
  byId('agents').addEventListener('change', showAgent);
  showAgent();
}

function showAgent() {
  const agent = currentAgent();
  messages.length = 0;
  byId('messages').replaceChildren();
  byId('title').textContent = agent?.gaia.name ?? 'GaiaNet';
  byId('lead').textContent = agent
    ? agent.gaia.description
    : 'Nothing is deployed on this node yet. Deploy an agent from the studio.';
  byId('starters').replaceChildren(...(agent?.gaia.starters ?? []).map(starterButton));
}

function starterButton(text) {
  const button = element('button', { type: 'button', textContent: text });
  button.addEventListener('click', () => ask(text));
  return button;
}

function addMessage(role, text) {
  const bubble = element('li', { className: role });
  bubble.append(element('span', { textContent: text }));
  byId('messages').append(bubble);
  bubble.scrollIntoView({ block: 'end' });
  return bubble;
}

function addNote(bubble, text) {
  bubble.append(element('span', { className: 'note', textContent: text }));
}

async function ask(text) {
  if (running || !currentAgent()) return;
  byId('starters').replaceChildren();
  messages.push({ role: 'user', content: text });
  addMessage('user', text);
  const bubble = addMessage('assistant', '…');
  running = new AbortController();
  showRunning(true);
  const answer = { text: '' };
  try {
    for await (const chunk of readStream(await send())) show(bubble, { chunk, answer });
  } catch (error) {
    addNote(bubble, error.name === 'AbortError' ? 'Stopped.' : error.message);
  }
  if (answer.text) messages.push({ role: 'assistant', content: answer.text });
  running = null;
  showRunning(false);
}

async function send() {
  const response = await fetch('/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: currentAgent().id, messages, stream: true }),
    signal: running.signal,
  });
  if (response.ok) return response;
  const failure = await response.json().catch(() => null);
  throw new Error(failure?.error?.message ?? `The node answered with status ${response.status}.`);
}

async function* readStream(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const data = line.startsWith('data: ') ? line.slice(6) : '[DONE]';
      if (data !== '[DONE]') yield JSON.parse(data);
    }
  }
}

function show(bubble, { chunk, answer }) {
  if (chunk.error) throw new Error(chunk.error.message);
  const text = chunk.choices[0]?.delta.content;
  if (text) {
    answer.text += text;
    bubble.firstChild.textContent = answer.text;
    bubble.scrollIntoView({ block: 'end' });
  }
  if (chunk.gaia?.toolCall) showCall(bubble, chunk.gaia.toolCall);
  else if (chunk.gaia) showSources(bubble, chunk.gaia);
}

const callStates = { running: 'running…', done: 'done', failed: 'failed' };

/** A call that the node makes: shown when it starts, and again when it has ended. */
function showCall(bubble, { id, name, arguments: given, state, result, ms }) {
  let card = bubble.querySelector(`[data-call="${CSS.escape(id)}"]`);
  if (!card) {
    card = element('details', { className: 'call' });
    card.dataset.call = id;
    bubble.append(card);
  }
  const time = state === 'running' ? '' : ` (${Math.round(ms)} ms)`;
  card.dataset.state = state;
  card.replaceChildren(
    element('summary', { textContent: `${name}: ${callStates[state]}${time}` }),
    element('pre', { textContent: given }),
  );
  if (result !== null) card.append(element('pre', { textContent: result }));
  bubble.scrollIntoView({ block: 'end' });
}

function showSources(bubble, { citations, outcome }) {
  if (outcome === 'refused') addNote(bubble, 'Nothing about this was found in the sources.');
  if (outcome === 'answered-from-tools') addNote(bubble, 'This answer rests on what the calls gave.');
  if (outcome === 'answered-without-source') addNote(bubble, 'No source was found for this answer.');
  const sources = [...new Map(citations.map((one) => [one.marker, one])).values()];
  if (sources.length === 0) return;
  const list = element('div', { className: 'sources' });
  const quote = element('blockquote', { hidden: true });
  for (const source of sources) list.append(sourceButton(source, quote));
  bubble.append(list, quote);
}

function sourceButton({ marker, document: name, page, quote: words }, quote) {
  const label = `[${marker}] ${name}${page === null ? '' : `, p. ${page}`}`;
  const button = element('button', { type: 'button', textContent: label });
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => {
    quote.hidden = !quote.hidden && quote.textContent === words;
    quote.textContent = words;
    button.setAttribute('aria-expanded', String(!quote.hidden));
  });
  return button;
}

function showRunning(isRunning) {
  byId('send').hidden = isRunning;
  byId('stop').hidden = !isRunning;
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('question').value.trim();
  if (!text || running) return;
  byId('question').value = '';
  void ask(text);
});
byId('question').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  byId('form').requestSubmit();
});
byId('stop').addEventListener('click', () => running?.abort());
void start();
