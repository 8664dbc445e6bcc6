import { describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../../src/domain/query.ts';
import { createSettle, withTaken } from '../../src/queries/held-names.ts';

const settle = createSettle({
  region: [
    '四川省',
    '吉林省',
    '吉林省/吉林市',
    '吉林省/延边朝鲜族自治州',
    '广西壮族自治区',
    '新疆维吾尔自治区',
    '新疆维吾尔自治区/伊犁哈萨克自治州',
    '内蒙古自治区',
    '浙江省',
    '浙江省/宁波市',
    '浙江省/宁波市/海曙区',
    '江苏省/南京市/鼓楼区',
    '福建省/福州市/鼓楼区',
    '江苏省/徐州市/沛县',
  ],
  institution: ['宁波市海曙区月湖街道办事处', '宁波市海曙区西门街道办事处', '国务院'],
});
const regionOf = (given: string) => settle({ ...NO_FILTERS, region: [given] }).filters.region;
const institutionOf = (given: string) => settle({ ...NO_FILTERS, institution: [given] }).filters.institution;

describe('a place as people call it', () => {
  it.each([
    ['四川', ['四川省']],
    ['广西', ['广西壮族自治区']],
    ['新疆', ['新疆维吾尔自治区']],
    ['伊犁', ['伊犁哈萨克自治州']],
    ['延边', ['延边朝鲜族自治州']],
    ['内蒙古', ['内蒙古自治区']],
    ['海曙', ['海曙区']],
    ['廣西', ['广西壮族自治区']],
  ])('%s is %j', (given, full) => expect(regionOf(given)).toEqual(full));

  it('may be several: all of them, as many places bear one full name', () => {
    expect(regionOf('吉林')).toEqual(['吉林省', '吉林市']);
    expect(regionOf('鼓楼')).toEqual(['鼓楼区']);
  });

  it('may be a path, from any level down', () => {
    expect(regionOf('浙江/宁波/海曙')).toEqual(['浙江省/宁波市/海曙区']);
    expect(regionOf('南京/鼓楼')).toEqual(['江苏省/南京市/鼓楼区']);
    expect(regionOf('宁波市/海曙区')).toEqual(['浙江省/宁波市/海曙区']);
  });

  it.each(['沛', '海', '四川市', '宁波/鼓楼', '四川省成都', '自治区', '/', '浙江//海曙'])(
    '%s stays as it is, and finds nothing',
    (given) => expect(regionOf(given)).toEqual([given]),
  );

  it('is not looked for where the full name is held', () => {
    expect(settle({ ...NO_FILTERS, region: ['吉林市', '浙江省/宁波市'] })).toEqual({
      filters: { ...NO_FILTERS, region: ['吉林市', '浙江省/宁波市'] },
      taken: [],
    });
  });
});

describe('an institution by a part of its name', () => {
  it('is taken where it is the only one', () => {
    expect(institutionOf('月湖街道')).toEqual(['宁波市海曙区月湖街道办事处']);
    expect(institutionOf('国务院')).toEqual(['国务院']);
  });

  it.each(['海曙', '湖', '人民政府'])('is not guessed from %s', (given) =>
    expect(institutionOf(given)).toEqual([given]),
  );
});

it('what was taken stands in the request instead, once', () => {
  const request = { ...NO_FILTERS, region: ['四川', '四川省'], institution: ['月湖街道'] };
  const { region, institution } = withTaken(request, settle(request).taken);
  expect(region).toEqual(['四川省']);
  expect(institution).toEqual(['宁波市海曙区月湖街道办事处']);
});
