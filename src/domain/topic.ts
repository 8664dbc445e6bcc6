import { z } from 'zod';

/** The closed list of 22 policy topics: stable code and Chinese label, in display order. */
export const TOPICS = [
  ['economy', '经济运行与财税'],
  ['investment', '招商引资与项目建设'],
  ['business', '营商环境与企业服务'],
  ['innovation', '科技创新与数字经济'],
  ['industry', '产业与商贸'],
  ['reform', '改革与开放'],
  ['agriculture', '农业农村与乡村振兴'],
  ['renewal', '城市更新与住房'],
  ['cityscape', '市容环境与城市管理'],
  ['ecology', '生态环境与双碳'],
  ['transport', '交通水利与基础设施'],
  ['epidemic', '疫情防控'],
  ['health', '卫生健康'],
  ['education', '教育'],
  ['care', '养老托育与特殊群体'],
  ['welfare', '就业与社会保障'],
  ['culture', '文化体育与旅游'],
  ['safety', '安全生产与应急'],
  ['governance', '平安建设与社会治理'],
  ['community', '社区建设与民生实事'],
  ['law', '法治政府与政务建设'],
  ['party', '党的建设与廉政'],
] as const;

export type TopicCode = (typeof TOPICS)[number][0];

export const TOPIC_CODES: readonly TopicCode[] = TOPICS.map(([code]) => code);

export const topicSchema = z.enum(TOPICS.map(([code]) => code) as [TopicCode, ...TopicCode[]]);

export const TOPIC_LABELS: Readonly<Record<TopicCode, string>> = Object.fromEntries(TOPICS) as Record<
  TopicCode,
  string
>;
