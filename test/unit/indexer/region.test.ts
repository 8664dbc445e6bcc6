import { describe, expect, it } from 'vitest';
import { describeFormer } from '../../../indexer/metadata/former-divisions.ts';
import { gazetteer, stemOf } from '../../../indexer/metadata/gazetteer.ts';
import { findRegion } from '../../../indexer/metadata/region.ts';
import type { RegionClues } from '../../../indexer/metadata/region-evidence.ts';
import { parseRegionWords, wordsPath } from '../../../indexer/metadata/region-words.ts';

const findAll = (clues: Partial<RegionClues>) => findRegion({ opening: [], chrome: [], body: '', ...clues });
const find = (clues: Partial<RegionClues>) => {
  const { region, inferred } = findAll(clues);
  return { region, inferred };
};

describe('gazetteer', () => {
  it('knows every level, and which places share a name', () => {
    expect(gazetteer().path('330203')).toEqual(['浙江省', '宁波市', '海曙区']);
    expect(gazetteer().named('鼓楼区').length).toBeGreaterThanOrEqual(4);
    expect(
      gazetteer()
        .named('北京市')
        .map(({ code }) => code),
    ).toEqual(['11']);
  });

  it.each([
    ['海曙区', '海曙'],
    ['内蒙古自治区', '内蒙古'],
    ['宁夏回族自治区', '宁夏'],
    ['延边朝鲜族自治州', '延边'],
    ['恩施土家族苗族自治州', '恩施'],
    ['月湖街道', '月湖'],
    ['东区', '东区'],
  ])('stem of %s is %s', (name, stem) => {
    expect(stemOf(name)).toBe(stem);
  });
});

describe('parseRegionWords', () => {
  it.each([
    ['云岭省澜川市青禾区柳荫街道办事处', ['云岭省', '澜川市', '青禾区', '柳荫街道']],
    ['青禾区人民政府柳荫街道办事处', ['青禾区', '柳荫街道']],
    ['中共碧溪县石桥镇委员会', ['碧溪县', '石桥镇']],
    ['2025年内蒙古自治区政府工作报告', ['内蒙古自治区']],
    ['关于澜川市2023年工作总结', ['澜川市']],
    ['青禾区城市管理局2023年工作总结', ['青禾区']],
    ['澜川市城市管理局', ['澜川市']],
    ['盐城市综合行政执法局', ['盐城市']],
    ['澜川市公安局青禾区分局', ['澜川市', '青禾区']],
    ['国家税务总局澜川市税务局', ['澜川市']],
    ['新疆生产建设兵团第八师石河子市', ['石河子市']],
    ['一区社区居民委员会', []],
    ['统计局', []],
    ['社区建设与街区更新', []],
  ])('%s', (text, path) => {
    expect(wordsPath(parseRegionWords(text))).toEqual(path);
  });
});

describe('findRegion', () => {
  it('decides a name that several cities have by what the text speaks of', () => {
    const ningbo = find({ institution: '月湖街道', body: '海曙区委部署，宁波、海曙多次开展行动。' });
    expect(ningbo).toEqual({ region: ['浙江省', '宁波市', '海曙区', '月湖街道'], inferred: true });
    const other = find({ institution: '月湖街道', body: '长沙市开福区加快建设，长沙的街道各显其能。' });
    expect(other.region.slice(0, 2)).toEqual(['湖南省', '长沙市']);
  });

  it('decides it by the codes on the page: record number, site code, credit code', () => {
    const site = find({ institution: '月湖街道', chrome: ['网站标识码:3302030001'] });
    expect(site.region).toEqual(['浙江省', '宁波市', '海曙区', '月湖街道']);
    const licence = find({
      institution: '百花洲街道',
      chrome: ['赣ICP备00000000号', '主办:东湖区人民政府办公室'],
    });
    expect(licence.region).toEqual(['江西省', '南昌市', '东湖区', '百花洲街道']);
  });

  it('infers nothing where the place above is written out', () => {
    const found = find({
      title: '鼓楼区2021年政府工作报告',
      opening: ['——2021年1月12日在南京市鼓楼区第十八届人民代表大会第五次会议上'],
    });
    expect(found).toEqual({ region: ['江苏省', '南京市', '鼓楼区'], inferred: false });
  });

  it('claims nothing where nothing decides', () => {
    expect(find({ institution: '月湖街道' })).toEqual({ region: ['月湖街道'], inferred: false });
    expect(find({ body: '今年以来各项工作有序推进。' })).toEqual({ region: [], inferred: false });
  });

  it('keeps the official division though a development zone governs the place', () => {
    expect(find({ institution: '梅墟街道', body: '在高新区党工委领导下' }).region).toEqual([
      '浙江省',
      '宁波市',
      '鄞州区',
      '梅墟街道',
    ]);
    expect(find({ institution: '高新区梅墟街道' }).region).toEqual([
      '浙江省',
      '宁波市',
      '鄞州区',
      '梅墟街道',
    ]);
  });

  it.each([
    ['2025年宁夏政府工作报告', ['宁夏回族自治区']],
    ['2025年新疆政府工作报告', ['新疆维吾尔自治区']],
    ['2025年北京市政府工作报告', ['北京市']],
    ['海曙区2023年政府工作报告', ['浙江省', '宁波市', '海曙区']],
    ['万载县2022年国民经济和社会发展统计公报', ['江西省', '宜春市', '万载县']],
  ])('reads the title %s', (title, region) => {
    expect(find({ title }).region).toEqual(region);
  });

  it('takes the path of an unknown place from the words of header, title, page and text', () => {
    const path = ['云岭省', '澜川市', '青禾区', '柳荫街道'];
    expect(find({ institution: '云岭省澜川市青禾区柳荫街道' }).region).toEqual(path);
    expect(
      find({ institution: '青禾区柳荫街道', body: '2023年，云岭省澜川市青禾区柳荫街道稳步发展。' }).region,
    ).toEqual(path);
    expect(find({ institution: '柳荫街道', chrome: ['主办：云岭省澜川市青禾区人民政府'] }).region).toEqual(
      path,
    );
    expect(find({ institution: '宁波市青禾区' }).region).toEqual(['浙江省', '宁波市', '青禾区']);
  });

  it('does not take an unknown street for a real one of its name elsewhere', () => {
    expect(find({ institution: '云岭省澜川市青禾区月湖街道' }).region).toEqual([
      '云岭省',
      '澜川市',
      '青禾区',
      '月湖街道',
    ]);
  });

  it('infers a street from a report without any header when the text names it and its city', () => {
    const body = `街道上下一心。${'荷花池社区办实事，街道推进改造。'.repeat(4)}常州商圈回暖。街道继续努力。`;
    expect(find({ body })).toEqual({ region: ['江苏省', '常州市', '钟楼区', '荷花池街道'], inferred: true });
  });

  it('believes the owner of the collection', () => {
    expect(find({ statedRegion: ['甲省', '乙市'], title: '2025年宁夏政府工作报告' })).toEqual({
      region: ['甲省', '乙市'],
      inferred: false,
    });
  });

  it.each([
    ['宁波市江东区2015年工作总结', ['浙江省', '宁波市', '江东区'], '江东区（2016年起为宁波市鄞州区）'],
    [
      '江东区东柳街道2014年工作总结',
      ['浙江省', '宁波市', '江东区', '东柳街道'],
      '江东区（2016年起为宁波市鄞州区）',
    ],
    ['2013年上海市闸北区统计公报', ['上海市', '闸北区'], '闸北区（2015年起为上海市静安区）'],
    ['北京市宣武区2009年政府工作报告', ['北京市', '宣武区'], '宣武区（2010年起为北京市西城区）'],
    ['玉环县2016年政府工作报告', ['浙江省', '台州市', '玉环县'], '玉环县（2017年起为台州市玉环市）'],
    ['襄樊市2008年政府工作报告', ['湖北省', '襄樊市'], '襄樊市（2010年起为湖北省襄阳市）'],
  ])('knows that the place of “%s” was one, under its name of then', (title, region, today) => {
    const found = findAll({ title });
    expect(found.region).toEqual(region);
    expect(found.inferred).toBe(false);
    expect(found.former && describeFormer(found.former)).toBe(today);
  });

  it.each([
    ['宁波海曙区2023年工作总结', ['浙江省', '宁波市', '海曙区']],
    ['江苏南京鼓楼区2023年工作总结', ['江苏省', '南京市', '鼓楼区']],
    ['2022年延边州政府工作报告', ['吉林省', '延边朝鲜族自治州']],
    ['苏州工业园区管理委员会2023年工作总结', ['江苏省', '苏州市']],
    ['新疆生产建设兵团2022年统计公报', ['新疆维吾尔自治区']],
    ['2023—2024年度石碶街道工作总结', ['浙江省', '宁波市', '海曙区', '石碶街道']],
  ])('reads the short name at the beginning of “%s”', (title, region) => {
    expect(find({ title })).toEqual({ region, inferred: false });
  });

  it('takes the place of an assembly from where it sat, and says so', () => {
    expect(
      findAll({
        title: '2022年度审计工作报告',
        opening: ['2023年8月29日在萧山区第十七届人大常委会第十二次会议上'],
      }),
    ).toMatchObject({ region: ['浙江省', '杭州市', '萧山区'], inferred: true, from: 'opening' });
  });

  it('places a street that the list does not tell apart where the code of its site says', () => {
    expect(findAll({ title: '新华街道2022年工作总结', divisionCode: '130105' })).toMatchObject({
      region: ['河北省', '石家庄市', '新华区', '新华街道'],
      inferred: true,
      from: 'site',
    });
  });
});
