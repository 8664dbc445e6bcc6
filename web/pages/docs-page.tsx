import type { FC } from 'hono/jsx';
import { Layout } from '../layout.tsx';
import type { ApiAnswer, ApiCall, ApiField, ApiParameter, ApiReference } from '../parts/api-reference.ts';
import type { View } from '../view.ts';

const zh = {
  title: '接口',
  intro:
    '网页能做的，程序也能做：全部用 GET，答复是 JSON。筛选参数可以重复：同名之间是“或”，不同名之间是“且”。已知参数的值不对，答复 400 并指出是哪一个；不认识的参数不理会。',
  machine: '供程序读取的说明：',
  contents: '目录',
  parameters: '参数',
  answer: '答复',
  fields: (count: number) => `答复的字段（${count} 个）`,
  example: '例子',
  name: '名称',
  type: '类型',
  meaning: '意思',
  field: '字段',
  required: '必填',
  repeatable: '可重复',
  fallback: '默认',
  values: '可用的值',
  problem: '出错时',
  problemText:
    '所有错误都是同一个样子（RFC 9457，application/problem+json）；默认中文，lang=en 或 Accept-Language 要英文时为英文：',
};

const en: typeof zh = {
  title: 'API',
  intro:
    'Whatever the pages do, a program can do: all of it by GET, answered in JSON. Filters repeat: any value of one name, and all names together. A wrong value of a known parameter is a 400 that names it; unknown parameters are ignored.',
  machine: 'For programs: ',
  contents: 'Contents',
  parameters: 'Parameters',
  answer: 'Answers',
  fields: (count: number) => `Fields of the answer (${count})`,
  example: 'Example',
  name: 'Name',
  type: 'Type',
  meaning: 'Meaning',
  field: 'Field',
  required: 'required',
  repeatable: 'repeatable',
  fallback: 'default',
  values: 'allowed',
  problem: 'Errors',
  problemText:
    'Every error has one shape (RFC 9457, application/problem+json), worded in English where lang=en or Accept-Language asks for it, in Chinese otherwise:',
};

const wordsOf = (view: View): typeof zh => (view.lang === 'zh' ? zh : en);

/** Texts of the document are written “中文 / English”. */
const inLanguage = (view: View, text: string): string => {
  const [chinese = '', english = chinese] = text.split(' / ');
  return view.lang === 'zh' ? chinese : english;
};

const anchorOf = (path: string): string => path.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, '');

const Parameter: FC<{ view: View; parameter: ApiParameter }> = ({ view, parameter }) => {
  const words = wordsOf(view);
  const { name, type, limits, fallback, required, repeatable, allowed, description } = parameter;
  const notes = [
    required ? words.required : null,
    repeatable ? words.repeatable : null,
    fallback === null ? null : `${words.fallback} ${fallback}`,
  ].filter((note) => note !== null);
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        {type}
        {limits === null ? null : ` ${limits}`}
        {notes.length === 0 ? null : <span class="api-notes">{notes.join(' · ')}</span>}
      </td>
      <td>
        {inLanguage(view, description)}
        {allowed.length === 0 ? null : (
          <span class="api-values">
            {words.values}{' '}
            {allowed.map(({ value, label }, at) => (
              <>
                {at === 0 ? null : ' · '}
                <code>{value}</code>
                {label === null ? null : <span lang="zh-CN"> {label}</span>}
              </>
            ))}
          </span>
        )}
      </td>
    </tr>
  );
};

const Fields: FC<{ view: View; fields: readonly ApiField[] }> = ({ view, fields }) => {
  const words = wordsOf(view);
  return (
    <table class="syntax api-table">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, type, description }) => (
          <tr>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{type}</td>
            <td>{inLanguage(view, description)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Answer: FC<{ view: View; answer: ApiAnswer }> = ({ view, answer }) => (
  <li>
    <code>{answer.status}</code> <span>{inLanguage(view, answer.description)}</span>
    {answer.mediaTypes.map((type) => (
      <>
        {' '}
        <code>{type}</code>
      </>
    ))}
    {answer.fields.length === 0 ? null : (
      <details>
        <summary>{wordsOf(view).fields(answer.fields.length)}</summary>
        <Fields view={view} fields={answer.fields} />
      </details>
    )}
  </li>
);

const Call: FC<{ view: View; call: ApiCall }> = ({ view, call }) => {
  const words = wordsOf(view);
  return (
    <section aria-labelledby={anchorOf(call.path)}>
      <h2 id={anchorOf(call.path)}>
        <code>GET {call.path}</code>
      </h2>
      <p>{inLanguage(view, call.summary)}</p>
      {call.example === null ? null : (
        <>
          <h3>{words.example}</h3>
          <pre tabindex={0}>
            <code>{call.example}</code>
          </pre>
        </>
      )}
      {call.parameters.length === 0 ? null : (
        <>
          <h3>{words.parameters}</h3>
          <table class="syntax api-table">
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.type}</th>
                <th scope="col">{words.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {call.parameters.map((parameter) => (
                <Parameter view={view} parameter={parameter} />
              ))}
            </tbody>
          </table>
        </>
      )}
      <h3>{words.answer}</h3>
      <ul>
        {call.answers.map((answer) => (
          <Answer view={view} answer={answer} />
        ))}
      </ul>
    </section>
  );
};

/** The API for people, laid out from the OpenAPI document itself; complete without any script. */
export const DocsPage = ({ view, api }: { view: View; api: ApiReference }) => {
  const words = wordsOf(view);
  return (
    <Layout view={view} kind="help" title={words.title}>
      <main id="results" class="wrap prose api">
        <h1>{words.title}</h1>
        <p>{inLanguage(view, api.description)}</p>
        <p>{words.intro}</p>
        <p>
          {words.machine}
          <a href="/openapi.json">/openapi.json</a>
        </p>
        <h2>{words.contents}</h2>
        <ul>
          {api.calls.map(({ path, summary }) => (
            <li>
              <a href={`#${anchorOf(path)}`}>
                <code>{path}</code>
              </a>{' '}
              <span>{inLanguage(view, summary)}</span>
            </li>
          ))}
        </ul>
        {api.calls.map((call) => (
          <Call view={view} call={call} />
        ))}
        <section aria-labelledby="errors">
          <h2 id="errors">{words.problem}</h2>
          <p>{words.problemText}</p>
          <Fields view={view} fields={api.problem} />
        </section>
      </main>
    </Layout>
  );
};
