// Lets `node --import` this file run the TypeScript sources in a child process, without a build that could be stale.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// Hooks run in a thread of their own, which loads this file too: only it needs the compiler.
const { default: ts } = isMainThread ? { default: null } : await import('typescript');
if (isMainThread) register(import.meta.url);

/** A module hook: hands TypeScript files over as JavaScript. Types are left to the type checker. */
export const load = async (url, context, nextLoad) => {
  if (!/^file:.*\.tsx?$/.test(url)) return nextLoad(url, context);
  const fileName = fileURLToPath(url);
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    jsx: ts.JsxEmit.ReactJSX,
    jsxImportSource: 'hono/jsx',
    verbatimModuleSyntax: true,
    inlineSourceMap: true,
  };
  const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), { fileName, compilerOptions });
  return { format: 'module', source: outputText, shortCircuit: true };
};
