import type { FC } from 'hono/jsx';
import type { Reading } from '../../src/queries/interpret.ts';
import { hereHref } from '../links.ts';
import type { View } from '../view.ts';
import { CountingFrame } from './counting-frame.tsx';
import type { ViewName } from './view-tabs.tsx';

interface Props {
  view: View;
  current: Exclude<ViewName, 'search'>;
  title: string;
  intro: string;
  mostTerms?: number;
  /** What was wrong with the request; its words stay in the box. */
  problem?: string | undefined;
  examples: readonly {
    /** What it shows, where its words do not say. */
    readonly label?: string;
    readonly params: Readonly<Record<string, string | readonly string[]>>;
  }[];
}

const toParams = (example: Props['examples'][number]['params']): URLSearchParams => {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(example))
    for (const value of [values].flat()) params.append(name, value);
  return params;
};

/** A counting page before anything is asked: what it is for, and examples. Also what stands in place of a figure that could not be. */
export const CountingStart: FC<Props> = ({ view, examples, intro, title, mostTerms, ...rest }) => {
  const { t, params } = view;
  const q = params
    .getAll('q')
    .flatMap((text) => text.split(/[\r\n]+/))
    .filter((text) => text.trim() !== '');
  const reading: Reading = {
    mode: params.get('mode') === 'smart' ? 'smart' : 'exact',
    synonyms: params.get('synonyms') === '1',
  };
  return (
    <CountingFrame
      {...rest}
      view={view}
      q={q}
      reading={reading}
      params={params}
      facets={null}
      title={title}
      heading={title}
      {...(mostTerms === undefined ? {} : { mostTerms })}
    >
      <div class="start">
        <p>{intro}</p>
        <p class="label">{t.trendExamples}</p>
        <ul class="steps">
          {examples.map((example) => (
            <li>
              <a href={hereHref(view, toParams(example.params))} lang="zh-CN">
                {[example.params.q].flat().join('、')}
              </a>
              {example.label === undefined ? null : <span class="count"> {example.label}</span>}
            </li>
          ))}
        </ul>
      </div>
    </CountingFrame>
  );
};
