import type { FC } from 'hono/jsx';
import type { View } from '../view.ts';

/**
 * Which report this is, in sight while one reads: whoever comes by a link lands far below the heading. It waits behind the report's
 * head (`report.css`) until that has scrolled away. Screen readers and keyboard have the heading and the outline themselves.
 */
export const ReadingTitle: FC<{ view: View; title: string }> = ({ view, title }) => (
  <div class="reading-title" aria-hidden="true">
    <a href="#top" lang="zh-CN" title={view.t.toTop} tabindex={-1}>
      {title}
    </a>
    <a class="to-contents" href="#contents" tabindex={-1}>
      {view.t.outline}
    </a>
  </div>
);
