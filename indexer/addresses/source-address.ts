import type { RawReport } from '../reader.ts';

const siteOf = (url: URL): string => url.hostname.replace(/^www\./u, '');

/**
 * The source address of a fetched report: the one that answered, or the one its page calls canonical. A page speaks for its own
 * site only, or it could pass itself off as another site's report; and the front page that some templates name on every page is
 * none.
 */
const sourceAddressOf = (final: string, stated: string | undefined): string => {
  if (stated === undefined || !URL.canParse(stated)) return final;
  const [answered, canonical] = [new URL(final), new URL(stated)];
  const ownSite = siteOf(answered) === siteOf(canonical);
  const frontPage = canonical.pathname === '/' && canonical.search === '';
  return ownSite && !frontPage ? stated : final;
};

/** What was read from fetched bytes, with the address that it came from. */
export const withSourceAddress = (raw: RawReport, final: string): RawReport => ({
  ...raw,
  stated: { ...raw.stated, sourceUrl: sourceAddressOf(final, raw.stated.sourceUrl) },
});
