// @ts-check
// Keeps one engine running for as long as somebody uses it. Every process that uses the engine holds a connection to
// this one; the kernel closes it however that process ends, kill -9 included, and when the last is gone the engine is
// stopped. Plain JavaScript beside the command, because it is run from the sources and from dist alike.
//
// Standard input: one line {command, args, logFile, token, stopMs}, then open until its sender has connected.
// Standard output: one line {port, pid} or {error}.
// On a connection: the token comes in; `ready` goes out, and `exit {code, signal}` if the engine ends.
import { spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';

/** @type {Set<import('node:net').Socket | NodeJS.ReadStream>} */
const users = new Set([process.stdin]);
let stopping = false;

/** @param {unknown} message */
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
// Whoever read the report may be gone when it is written; that is noticed by standard input ending.
process.stdout.on('error', () => {});

const { command, args, logFile, token, stopMs } = await new Promise((resolve) => {
  let received = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => {
    received += chunk;
    if (received.endsWith('\n')) resolve(JSON.parse(received));
  });
  process.stdin.on('end', () => (received.endsWith('\n') ? leave(process.stdin) : process.exit(0)));
});

const log = openSync(logFile, 'a', 0o600);
const engine = spawn(command, args, { stdio: ['ignore', log, log] });
engine.on('error', (error) => {
  report({ error: error.message });
  process.exitCode = 1;
  process.stdout.write('', () => process.exit());
});

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => leave(socket));
  socket.on('close', () => leave(socket));
  socket.on('end', () => leave(socket));
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    if (users.has(socket)) return;
    received += chunk;
    if (received.length > 256) socket.destroy();
    if (!received.endsWith('\n')) return;
    if (stopping || !isToken(received.trim())) return socket.destroy();
    users.add(socket);
    socket.write('ready\n');
  });
});

/** @param {string} given */
const isToken = (given) => {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** @param {import('node:net').Socket | NodeJS.ReadStream} user */
const leave = (user) => {
  users.delete(user);
  if (users.size === 0) stop();
  // The last to leave hears the end only once the engine has ended.
  else if (user !== process.stdin) user.destroySoon?.();
};

const stop = () => {
  if (stopping) return;
  stopping = true;
  server.close();
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), stopMs).unref();
};

engine.on('exit', (code, signal) => {
  for (const user of users) if ('destroySoon' in user) user.end(`exit ${JSON.stringify({ code, signal })}\n`);
  // Leave the last words time to be written.
  setTimeout(() => process.exit(0), 100);
});

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('SIGHUP', stop);

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  report({ port: typeof address === 'object' ? address?.port : null, pid: engine.pid });
});
