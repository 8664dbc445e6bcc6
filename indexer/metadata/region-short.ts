import type { Gazetteer } from './gazetteer.ts';

/** Longest stem of a province or city (呼伦贝尔), and longest official name of a division. Characters. */
const LONGEST_STEM = 4;
const LONGEST_NAME = 14;

const beginsWithDivisionOf = (text: string, code: string, names: Gazetteer): boolean => {
  for (let length = 2; length <= Math.min(LONGEST_NAME, text.length); length++)
    if (names.named(text.slice(0, length)).some((division) => division.code.startsWith(code))) return true;
  return false;
};

/** The official name of what the text begins with in short, and how many characters that takes. */
const shortNameAt = (
  text: string,
  names: Gazetteer,
): { readonly name: string; readonly length: number } | null => {
  for (let length = LONGEST_STEM; length >= 2; length--) {
    const rest = text.slice(length);
    for (const { code, name } of names.calledShort(text.slice(0, length))) {
      if (text.startsWith(name)) return null;
      // 延边州, 秀山县: without the peoples that the official name lists.
      const suffix = /自治([州县旗])$/u.exec(name)?.[1];
      if (suffix !== undefined && rest.startsWith(suffix)) return { name, length: length + 1 };
      if (code.length <= 4 && beginsWithDivisionOf(rest, code, names)) return { name, length };
    }
  }
  return null;
};

/** Writes out short names at the beginning where what follows proves them: 江苏南京鼓楼区 → 江苏省南京市鼓楼区, 延边州 → 延边朝鲜族自治州. */
export const writeOutShortNames = (text: string, names: Gazetteer): string => {
  if (!names.begins(text.slice(0, 2))) return text;
  const found = shortNameAt(text, names);
  if (found) {
    // 江苏南京鼓楼区: the province is proven only once the city is written out.
    return found.name + writeOutShortNames(text.slice(found.length), names);
  }
  for (let length = 2; length <= LONGEST_STEM; length++) {
    const province = names.calledShort(text.slice(0, length)).find(({ code }) => code.length === 2);
    if (!province || text.startsWith(province.name)) continue;
    const rest = text.slice(length);
    const city = shortNameAt(rest, names);
    if (city && names.named(city.name).some(({ code }) => code.startsWith(province.code)))
      return province.name + writeOutShortNames(rest, names);
  }
  const full = fullNameAt(text, names);
  return full === '' || full === text ? text : full + writeOutShortNames(text.slice(full.length), names);
};

/** 江苏省 in 江苏省南京鼓楼区: a province or city that is written in full, so that what follows it can be read. */
const fullNameAt = (text: string, names: Gazetteer): string => {
  for (let length = Math.min(LONGEST_NAME, text.length); length >= 2; length--) {
    const name = text.slice(0, length);
    if (names.named(name).some(({ code }) => code.length <= 4)) return name;
  }
  return '';
};
