// A messages API on loopback for the vendor's own clients: it answers with made-up usage and writes down each request that it answered.
//   node messages.mjs TRUTH.jsonl        prints its port
// The last words of the user choose: OUT-OF-CREDIT, TOO-MANY and BUSY are refused as the vendor refuses; DELEGATE makes the client start a subagent.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const truth = process.argv[2];
const refusals = {
  'OUT-OF-CREDIT': { status: 400, type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.', retry: 'false' },
  'TOO-MANY': { status: 429, type: 'rate_limit_error', message: 'This request would exceed the rate limit of your organization.', retry: 'true' },
  BUSY: { status: 529, type: 'overloaded_error', message: 'Overloaded', retry: 'true' },
};
let answered = 0;

function wordsOf({ messages = [] }) {
  const last = messages.findLast((m) => m.role === 'user')?.content ?? '';
  return typeof last === 'string' ? last : last.map((part) => part.text ?? '').join(' ');
}

// Every request is of another size, so that no two can be taken for one another; every third writes both cache lifetimes.
function usageOf(number) {
  const short = number % 3 === 0 ? 240 : 0;
  return {
    input_tokens: 20 + number,
    output_tokens: 50 + 31 * number,
    cache_read_input_tokens: 5_000 + 700 * number,
    cache_creation_input_tokens: 400 + short,
    cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: 400 },
    service_tier: 'standard',
  };
}

function answer(asked, response) {
  const words = wordsOf(asked);
  const refused = refusals[Object.keys(refusals).find((key) => words.includes(key))];
  if (refused) {
    response.writeHead(refused.status, { 'content-type': 'application/json', 'x-should-retry': refused.retry });
    response.end(JSON.stringify({ type: 'error', error: { type: refused.type, message: refused.message } }));
    return;
  }

  const number = ++answered;
  const ids = { message: `msg_drawdown_${number}`, request: `req_drawdown_${process.pid}_${number}` };
  const usage = usageOf(number);
  appendFileSync(truth, `${JSON.stringify({ request: ids.request, message: ids.message, model: asked.model, usage })}\n`);
  const delegate = words.includes('DELEGATE') && !JSON.stringify(asked.messages).includes('tool_result') && asked.tools?.find((t) => t.name === 'Task' || t.name === 'Agent');
  const block = delegate
    ? { type: 'tool_use', id: `toolu_drawdown_${number}`, name: delegate.name, input: { description: 'look around', prompt: 'Say what is here.', subagent_type: 'general-purpose' } }
    : { type: 'text', text: 'Done.' };
  const stop_reason = delegate ? 'tool_use' : 'end_turn';
  const head = { id: ids.message, type: 'message', role: 'assistant', model: asked.model, stop_sequence: null };
  response.setHeader('request-id', ids.request);
  if (!asked.stream) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...head, content: [block], stop_reason, usage }));
    return;
  }

  const empty = block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} };
  const delta = block.type === 'text' ? { type: 'text_delta', text: block.text } : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
  const frames = [
    { type: 'message_start', message: { ...head, content: [], stop_reason: null, usage: { ...usage, output_tokens: 2 } } },
    { type: 'content_block_start', index: 0, content_block: empty },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(frames.map((frame) => `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`).join(''));
}

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await collect(request)).toString();
  const path = request.url.split('?')[0];
  if (request.method === 'POST' && path === '/v1/messages') {
    answer(JSON.parse(body), response);
  } else if (path === '/v1/messages/count_tokens') {
    response.setHeader('content-type', 'application/json');
    response.end('{"input_tokens":20}');
  } else {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"type":"error","error":{"type":"not_found_error","message":"not here"}}');
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
