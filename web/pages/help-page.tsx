import type { FC } from 'hono/jsx';
import { ROLE_CODES } from '../../src/domain/role.ts';
import type { Messages } from '../i18n/messages.ts';
import { Layout } from '../layout.tsx';
import { searchHref } from '../links.ts';
import { RoleTag } from '../parts/role-tag.tsx';
import type { View } from '../view.ts';

/** Every way of writing a query, with one that can be tried. */
const SYNTAX: readonly [keyof Messages['helpRows'], string][] = [
  ['term', '垃圾分类'],
  ['and', '垃圾分类 志愿者'],
  ['or', '老旧小区|城中村'],
  ['near', '垃圾分类 ~ 志愿者'],
  ['times', '社区{3}'],
  ['not', '养老 -机构养老'],
  ['phrase', '“高质量发展”'],
  ['number', '2022'],
  ['year', '垃圾分类 年份:2021..2023'],
  ['region', '垃圾分类 地区:浙江省'],
  ['role', '加装电梯 环节:工作安排'],
  ['topic', '数字化 主题:养老托育与特殊群体'],
];

const Syntax: FC<{ view: View }> = ({ view }) => {
  const { t } = view;
  return (
    <table class="syntax">
      <thead>
        <tr>
          <th scope="col">{t.helpWrite}</th>
          <th scope="col">{t.helpMeaning}</th>
        </tr>
      </thead>
      <tbody>
        {SYNTAX.map(([row, query]) => (
          <tr>
            <td>
              <a lang="zh-CN" href={searchHref(view, new URLSearchParams({ q: query }))}>
                {query}
              </a>
            </td>
            <td>{t.helpRows[row]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** One page: how to write a query and how to read the answer. */
export const HelpPage = ({ view }: { view: View }) => {
  const { t } = view;
  return (
    <Layout view={view} kind="help" title={t.helpTitle}>
      <main id="results" class="wrap prose">
        <h1>{t.helpTitle}</h1>
        <p>{t.helpIntro}</p>
        <h2>{t.helpSyntax}</h2>
        <Syntax view={view} />
        <p>{t.helpLimits}</p>
        <h2>{t.helpModes}</h2>
        <p>{t.helpModeExact}</p>
        <p>{t.helpModeSmart}</p>
        <h2>{t.helpSynonyms}</h2>
        <p>{t.helpSynonymsText}</p>
        <h2>{t.helpSuggest}</h2>
        <p>{t.helpSuggestText}</p>
        <h2>{t.helpCounts}</h2>
        <p>{t.helpCountsText}</p>
        <p>{t.helpYear}</p>
        <h2>{t.helpRoles}</h2>
        <p>{t.helpRolesText}</p>
        <dl class="roles">
          {ROLE_CODES.map((role) => (
            <div>
              <dt>
                <RoleTag view={view} role={role} year={null} />
              </dt>
              <dd>{t.helpRoleMeanings[role]}</dd>
            </div>
          ))}
        </dl>
        <h2>{t.helpViews}</h2>
        <p>{t.helpViewsText}</p>
        <h2>{t.helpCite}</h2>
        <p>{t.helpCiteText}</p>
        <h2>{t.helpReuse}</h2>
        <p>{t.helpReuseText}</p>
        <h2>{t.helpFollow}</h2>
        <p>{t.helpFollowText}</p>
        <h2>{t.helpKeys}</h2>
        <p>{t.helpKeysText}</p>
      </main>
    </Layout>
  );
};
