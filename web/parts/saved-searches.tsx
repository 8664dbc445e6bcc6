import type { FC } from 'hono/jsx';
import { href, type View } from '../view.ts';

/** The searches kept in this browser. Empty and hidden as it is sent: only the script there knows them. */
export const SavedSearches: FC<{ view: View }> = ({ view }) => {
  const { t } = view;
  return (
    <section id="saved" hidden aria-labelledby="saved-heading" data-base={href(view, '/')}>
      <h2 id="saved-heading">{t.savedHeading}</h2>
      <ul class="saved" />
      <p class="note">{t.savedWhere}</p>
      <template id="saved-row">
        <li>
          <a class="saved-link" lang="zh-CN" href={href(view, '/')}>
            {t.savedName}
          </a>
          <span class="saved-ways">
            <a class="saved-feed" href="/feed.atom" type="application/atom+xml">
              {t.followFeed}
            </a>
            <button type="button" class="plain saved-rename">
              {t.savedRename}
            </button>
            <button type="button" class="plain saved-remove">
              {t.savedRemove}
            </button>
          </span>
        </li>
      </template>
      <template id="saved-form">
        <form class="saved-form">
          <input type="text" name="name" maxlength={200} aria-label={t.savedName} />
          <button type="submit">{t.savedDone}</button>
        </form>
      </template>
    </section>
  );
};
