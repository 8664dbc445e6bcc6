import { raw } from 'hono/html';
import { type Fault, type FaultStatus, titleOf, wordFault } from '../../src/domain/faults/fault.ts';
import { HTML_LANG } from '../i18n/messages.ts';
import type { View } from '../view.ts';

/** What somebody reads who is not let in: style and script are behind the same door, and so is everything to search. */
export const DoorPage = ({ view, status, fault }: { view: View; status: FaultStatus; fault: Fault }) => (
  <>
    {raw('<!doctype html>')}
    <html lang={HTML_LANG[view.lang]}>
      <head>
        <meta charset="utf-8" />
        <title>{`${titleOf(status, view.lang)} - ${view.t.siteName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
      </head>
      <body>
        <main>
          <h1>{titleOf(status, view.lang)}</h1>
          <p>{wordFault(fault, view.lang)}</p>
          <p>
            {view.t.siteName} · {status}
          </p>
        </main>
      </body>
    </html>
  </>
);
