/** Fields whose result is no text of the report: the table of contents and page numbers. */
const LEFT_OUT = /^\s*(?:TOC|PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b/iu;

interface OpenField {
  instruction: string;
  /** Before it stands the instruction. */
  inResult: boolean;
}

/** Follows the fields of a Word document as they open and close; they may stand in each other and run over paragraphs. */
export const createFields = () => {
  const open: OpenField[] = [];
  let leftOut = 0;
  const isLeftOut = (field: OpenField | undefined): boolean =>
    field?.inResult === true && LEFT_OUT.test(field.instruction);
  const end = (): void => {
    if (isLeftOut(open.pop())) leftOut--;
  };
  const begin = (): void => {
    open.push({ instruction: '', inResult: false });
  };
  const result = (): void => {
    const field = open.at(-1);
    if (!field || field.inResult) return;
    field.inResult = true;
    if (isLeftOut(field)) leftOut++;
  };
  const instruct = (text: string): void => {
    const field = open.at(-1);
    // Nothing is told by more than its first word.
    if (field && field.instruction.length < 100) field.instruction += text;
  };
  return {
    /** `w:fldChar`, by its type. */
    mark: (type: string): void => {
      if (type === 'begin') begin();
      else if (type === 'separate') result();
      else if (type === 'end') end();
    },
    instruct,
    /** `w:fldSimple`, which has its instruction as an attribute. */
    beginSimple: (instruction: string): void => {
      begin();
      instruct(instruction);
      result();
    },
    end,
    isLeftOut: (): boolean => leftOut > 0,
  };
};
