// Runs the Agent SDK for TypeScript once and prints each message of the stream as a line.
//   node agent.mjs PROMPT [MODEL]
import { query } from '@anthropic-ai/claude-agent-sdk';

const [prompt, model] = process.argv.slice(2);
try {
  for await (const message of query({ prompt, options: { model, permissionMode: 'bypassPermissions', allowDangerouslySkipPermissions: true, env: process.env } })) {
    console.log(JSON.stringify(message));
  }
} catch (error) {
  // A refusal ends the stream with an error, after its result.
  console.log(JSON.stringify({ thrown: String(error?.message ?? error) }));
}
