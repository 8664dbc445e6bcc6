import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Simplified characters by traditional ones, each standing alone. */
export const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  traditionalToSimplified.split('|').map((pair): [string, string] => {
    const [from = '', to = from] = pair.split(' ');
    return [from, to];
  }),
);

const simplifyOne = (character: string): string => {
  const plain = SIMPLIFIED.get(character) ?? character;
  return plain.length === character.length ? plain : character;
};

/** Characters looked at to tell which writing a text is in. */
const ENOUGH = 4_000;
/** Traditional texts have a third of them; simplified ones 乾, 著 or 於 here and there. */
const LEAST_SHARE = 0.1;

const HAN = /[\u3400-\u9fff]/g;

/** True of text written in traditional characters. */
export const isTraditional = (text: string): boolean => {
  const han = text.slice(0, ENOUGH).match(HAN) ?? [];
  const traditional = han.filter((character) => simplifyOne(character) !== character);
  return han.length > 0 && traditional.length / han.length >= LEAST_SHARE;
};

/** Character by character, so that every one stays where it is. */
export const simplify = (text: string): string => text.replace(HAN, simplifyOne);
