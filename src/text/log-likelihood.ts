/** n ln(n / expected), with 0 for nothing seen. */
const part = (seen: number, expected: number): number => (seen === 0 ? 0 : seen * Math.log(seen / expected));

/**
 * Dunning's log-likelihood ratio G² of a word that stands in `inside` of `insideAll` units and in `outside` of `outsideAll` others:
 * how surely its share differs between the two. 10.83 is one chance in a thousand. (T. Dunning, Computational Linguistics 19:1, 1993.)
 */
export const logLikelihood = (
  inside: number,
  insideAll: number,
  outside: number,
  outsideAll: number,
): number => {
  const all = insideAll + outsideAll;
  const share = (inside + outside) / all;
  const g =
    part(inside, insideAll * share) +
    part(insideAll - inside, insideAll * (1 - share)) +
    part(outside, outsideAll * share) +
    part(outsideAll - outside, outsideAll * (1 - share));
  return Math.max(0, 2 * g);
};
