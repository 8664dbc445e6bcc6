// @ts-check
// Keeps one engine running for as long as somebody uses it. Every process that uses the engine holds a connection to
// this one; the kernel closes it however that process ends, kill -9 included, and when the last is gone the engine is
// stopped. Plain JavaScript beside the command, because it is run from the sources and from dist alike.
//
// Standard input: one line {command, args, token, stopMs}, then open until its sender has connected.
// Standard output: one line {port, pid} or {error}.
// Standard error: the log, for the engine's words and for this process's own.
// On a connection: the token comes in; `ready` goes out, and `exit {code, signal}` if the engine ends.
import { spawn } from 'node:child_process';
import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:net';

/** @typedef {import('node:net').Socket} Socket */

/** Who uses the engine; the sender of the order counts until the first connection, or until its pipe closes. @type {Set<Socket | 'sender'>} */
const users = new Set(['sender']);
let stopping = false;

/** @param {unknown} message */
const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
// Whoever read the report may be gone when it is written; that is noticed by standard input ending.
process.stdout.on('error', () => {});

const { command, args, token, stopMs } = await new Promise((resolve) => {
  let received = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => {
    received += chunk;
    if (received.endsWith('\n')) resolve(JSON.parse(received));
  });
  process.stdin.on('end', () => (received.endsWith('\n') ? leave('sender') : process.exit(0)));
});

const engine = spawn(command, args, { stdio: ['ignore', process.stderr, process.stderr] });
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
    users.add(socket).delete('sender');
    socket.write('ready\n');
  });
});

/** @param {string} given */
const isToken = (given) => {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** @param {Socket | 'sender'} user */
const leave = (user) => {
  users.delete(user);
  if (users.size === 0) stop();
  // The last to leave hears the end only once the engine has ended.
  else if (user !== 'sender') user.destroySoon();
};

const stop = () => {
  if (stopping) return;
  stopping = true;
  server.close();
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), stopMs).unref();
};

engine.on('exit', async (code, signal) => {
  const words = `exit ${JSON.stringify({ code, signal })}\n`;
  const told = [...users].map(
    (user) => user !== 'sender' && new Promise((done) => user.end(words, () => done(null))),
  );
  await Promise.race([Promise.all(told), new Promise((done) => setTimeout(done, 1_000))]);
  process.exit();
});

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('SIGHUP', stop);

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  report({ port: typeof address === 'object' ? address?.port : null, pid: engine.pid });
});
