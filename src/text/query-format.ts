import type { Term } from '../domain/query.ts';

/** How a term is shown to people: what was typed, without quotation marks. */
export const showTerm = (term: Term): string => {
  switch (term.kind) {
    case 'phrase':
      return term.text;
    case 'sentence':
      return term.phrases.map(showTerm).join(' ~ ');
    case 'repeated':
      return `${term.phrase.text}{${term.times}}`;
  }
};

/** A term as it is typed into the box. Phrases are quoted: then nothing in them is an operator. */
export const typeTerm = (term: Term): string => {
  switch (term.kind) {
    case 'phrase':
      return typePhrase(term.text, term.quoted);
    case 'sentence':
      return term.phrases.map(typeTerm).join(' ~ ');
    case 'repeated':
      return `${typeTerm(term.phrase)}{${term.times}}`;
  }
};

/** Text as a term of the box: quoted where it was, or where it holds something that the box would read otherwise. */
export const typePhrase = (text: string, quoted = false): string => {
  // A space parts two numbers as the mark did.
  const plain = text.replace(/["＂“”「」『』]/gu, ' ');
  return quoted || /[\s|｜:：~～∼〜{}｛｝]|^[-－−]/u.test(plain) ? `"${plain}"` : text;
};
