import { describe, expect, it } from 'vitest';
import { createTopicAnnotator, explainTopics } from '../../../indexer/annotate/topics.ts';
import { parseTopicLexicon } from '../../../indexer/annotate/topics-lexicon.ts';

const annotate = createTopicAnnotator();
const body = (text: string, headings: string[] = []) => annotate({ text, headings, kind: 'body' });

describe('what a paragraph is about', () => {
  it('files waste sorting under the look of the city', () => {
    expect(body('推进垃圾分类，新建分类投放点12处，督促物业做好清运。')).toEqual(['cityscape']);
  });

  it('sees care for the old in 医养结合, and no hospital', () => {
    expect(body('探索医养结合，为失能老人提供上门照护，新增护理型床位80张。')).toEqual(['care']);
  });

  it('keeps the same words apart by what surrounds them', () => {
    expect(body('开展食品安全检查，整改隐患46处。')).toEqual(['safety']);
    expect(body('落实党风廉政建设责任，开展警示教育。')).toEqual(['party']);
    expect(body('新建小学两所，新增学位三千个，职业教育招生扩大。')).toEqual(['education']);
  });

  it('gives several topics to a paragraph that speaks of several things', () => {
    const topics = body(
      '一是加装电梯，完成老旧小区改造9个。二是调处矛盾纠纷210件，化解信访积案。三是新增托育托位，办好老年食堂。',
    );
    expect(topics).toEqual(['renewal', 'care', 'governance']);
  });

  it('needs one plain word in a short paragraph, and more beside a topic that is far stronger', () => {
    expect(body('新增就业1.1万人，新开办幼儿园4所，妇幼保健院建成投用。')).toEqual([
      'health',
      'education',
      'welfare',
    ]);
    expect(body('一是改造管网，供水、供气、供热一体推进，公交、公路提档升级，校园周边道路畅通。')).toEqual([
      'transport',
    ]);
  });

  it('does not take an autonomous region for self-government, nor a slogan’s reform for reform', () => {
    expect(body('全区上下团结一心，自治区成立七十周年庆祝活动圆满成功。')).not.toContain('community');
    expect(body('坚持党的领导，坚持改革开放，坚持中国特色社会主义道路。')).toEqual([]);
  });

  it('keeps words in passing from making a topic', () => {
    expect(body('发展现代农业，建设高标准农田，延伸农产品加工产业链，促进农民增收。')).toEqual([
      'agriculture',
    ]);
  });

  it('gives none to salutations, thanks and slogans', () => {
    expect(body('各位代表：')).toEqual([]);
    expect(
      body('让我们更加紧密地团结在党中央周围，踔厉奋发、勇毅前行，为实现中华民族伟大复兴而团结奋斗！'),
    ).toEqual([]);
    expect(body('现在，我代表市人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。')).toEqual([]);
  });

  it('reads traditional characters and full-width digits as the rest', () => {
    expect(body('推進垃圾分類，整治佔道經營。')).toEqual(['cityscape']);
  });
});

describe('headings', () => {
  it('have topics of their own', () => {
    expect(annotate({ text: '（三）筑牢疫情防控防线', headings: [], kind: 'heading' })).toEqual(['epidemic']);
  });

  it('support what the text says but never speak for it', () => {
    const heading = ['（二）提升养老服务水平'];
    expect(body('全年发放各类补助1200人次。', heading)).not.toContain('care');
  });
});

describe('explanation', () => {
  it('names the words behind a topic, strongest first', () => {
    const [first] = explainTopics({
      text: '整治占道经营，清理卫生死角，秩序好转。',
      headings: [],
      kind: 'body',
    });
    expect(first).toMatchObject({ topic: 'cityscape', assigned: true });
    expect(first?.reasons.slice(0, 2).map(({ term }) => term)).toEqual(['占道经营', '卫生死角']);
    expect(first?.score).toBeGreaterThanOrEqual(first?.threshold ?? Number.POSITIVE_INFINITY);
  });

  it('also shows topics that fell short', () => {
    const explained = explainTopics({ text: '增强活力。加强学习。', headings: [], kind: 'body' });
    expect(explained.every(({ assigned }) => !assigned)).toBe(true);
  });
});

describe('a lexicon of one’s own', () => {
  it('decides alone', () => {
    const own = createTopicAnnotator(parseTopicLexicon('culture\t皮影戏\t5\n'));
    expect(own({ text: '皮影戏传习所开班。', headings: [], kind: 'body' })).toEqual(['culture']);
    expect(own({ text: '推进垃圾分类。', headings: [], kind: 'body' })).toEqual([]);
  });
});
