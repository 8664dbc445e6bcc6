// The characters that make up about half of any modern Chinese text (published frequency lists agree on them), with
// those that government reports use most; then the traditional forms of the same. Written out rather than loaded:
// this is all that telling one encoding from another takes.
const SIMPLIFIED =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运推需持改革服务街道社区党委政府工作落实推进建设项目企业经济发展增长群众安全环境整治提升完善加强深入开展积极扎实创新服务民生保障城市乡村振兴农村治理管理组织全年亿元同比';
const TRADITIONAL =
  '這個們來為國會對發後裡種經麼學沒動過還進樣開從實軍無與長機關業將兩間問並應戰頭體見產話內門論處義幾認條題爾變總電數報結場計許統區隊決馬書聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運務黨鎮鄉縣業勞動衛縣農戶眾濟環鋼鐵產億點積極紮實創轄綠權蘇聯憲';

const COMMON = new Set(SIMPLIFIED + TRADITIONAL);

export interface HanCount {
  /** Characters beyond ASCII. */
  readonly beyondAscii: number;
  /** Han characters, any of them. */
  readonly han: number;
  /** Those that are common. */
  readonly common: number;
  /** U+FFFD, private use and unassigned-looking characters: what a wrong decoding leaves. */
  readonly broken: number;
  /** Control characters other than white space. */
  readonly control: number;
  readonly length: number;
}

/** Counts what tells a right decoding from a wrong one. */
export const countHan = (text: string): HanCount => {
  let beyondAscii = 0;
  let han = 0;
  let common = 0;
  let broken = 0;
  let control = 0;
  let length = 0;
  for (const character of text) {
    length++;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) {
      if (code < 0x20 && !(code >= 0x09 && code <= 0x0d)) control++;
      continue;
    }
    beyondAscii++;
    if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) {
      han++;
      if (COMMON.has(character)) common++;
    } else if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0)) {
      broken++;
    }
  }
  return { beyondAscii, han, common, broken, control, length };
};
