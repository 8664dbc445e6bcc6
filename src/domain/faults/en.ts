import type { zh } from './zh.ts';

/** What people call a parameter. */
const NAMES: Readonly<Record<string, string>> = {
  q: 'The query',
  mode: 'The kind of match',
  synonyms: 'The switch for synonyms',
  sort: 'The order',
  group: 'The grouping',
  page: 'The page number',
  pageSize: 'The number of results a page',
  institution: 'The institution',
  region: 'The region',
  year: 'The year',
  yearFrom: 'The first year',
  yearTo: 'The last year',
  publishedFrom: 'The earliest date of publication',
  publishedTo: 'The latest date of publication',
  topic: 'The topic',
  role: 'The role',
  docType: 'The type of report',
  level: 'The kind of body',
  report: 'The report',
  repeated: 'The switch for repeated paragraphs',
  rows: 'What the rows are',
  cols: 'What the columns are',
  depth: 'The level of regions',
  width: 'The width of the context',
  format: 'The format of the file',
  measure: 'The measure',
  order: 'The order of the rows',
  colOrder: 'The order of the columns',
  lang: 'The language',
  related: 'The switch for related terms',
  font: 'The typeface',
  part: 'The part of the report',
  at: 'The place in the report',
};

const nameOf = (parameter: string): string =>
  NAMES[parameter] === undefined ? `The parameter ${parameter}` : `${NAMES[parameter]} (${parameter})`;

/** The same in English. What is typed into the box stays as it is typed. */
export const en: typeof zh = {
  titles: {
    400: 'The request cannot be answered',
    401: 'Sign in first',
    404: 'Not found',
    405: 'Only for reading',
    421: 'Not an address of this site',
    429: 'Too many requests',
    500: 'Something went wrong here',
    503: 'Search is not available at the moment',
  },
  details: {
    nothingToSearch:
      'There is nothing to search for in this query: punctuation and spaces alone match nothing',
    tooManyTerms: ({ most }) =>
      `A query takes at most ${most} terms, and ${most} more to exclude: leave some out, or join them into a phrase with quotation marks`,
    tooManyCombinations: ({ combinations, most }) =>
      `Too many combinations of “|” (${combinations}, at most ${most}): give fewer alternatives`,
    tooManySentenceCombinations: ({ combinations }) =>
      `Too many combinations of “|” beside “~” (${combinations}): give fewer alternatives`,
    timesOutOfRange: ({ text, times, most }) =>
      `“${text}{${times}}”: a number from 2 to ${most} says how often it occurs at least, for example 垃圾分类{3}`,
    orOfFields: '“|” joins terms only; write several values of one filter apart: year:2022 year:2023',
    orOfExclusions: '“|” cannot join what is excluded; exclude several terms one by one: -甲 -乙',
    nearOfFields:
      '“~” joins terms only: both stand in one sentence; write filters apart, for example 甲 ~ 乙 year:2023',
    nearOfExclusions:
      '“~” cannot join what is excluded: both terms must stand in one sentence; exclude a term apart, for example 甲 ~ 乙 -丙',
    nearOfRepeated: ({ text, times }) =>
      `“${text}{${times}}” counts in the whole paragraph and cannot be joined by “~” into one sentence; write it apart: ${text}{${times}} 乙`,
    nearAcrossSentences: ({ text }) =>
      `“${text}” runs over the end of a sentence, so it stands in no single one; write only words within a sentence beside “~”`,
    negatedField: ({ name }) =>
      `Excluding by “-${name}:” is not supported; choose the values to keep among the filters`,
    fieldWithoutValue: ({ name }) => `“${name}:” needs a value behind it, for example year:2023`,
    institutionTooLong: ({ text }) => `This name of an institution is too long: ${text}…`,
    regionTooLong: ({ text }) => `This name of a region is too long: ${text}…`,
    unknownTopic: ({ text, codes }) => `No single topic is called “${text}”. Topics: ${codes}`,
    unknownRole: ({ text, codes }) => `No part of a report is called “${text}”. Parts: ${codes}`,
    notAYear: ({ text }) => `“${text}” is not a year. Write year:2023 or year:2021..2023`,
    yearsReversed: ({ text }) => `This range of years ends before it begins: ${text}`,
    notAllowed: ({ parameter, codes }) =>
      `${nameOf(parameter)} has a value that does not exist. Allowed: ${codes}`,
    notDepth: ({ parameter }) =>
      `${nameOf(parameter)} has a value that does not exist. Allowed: 1 provinces · 2 cities · 3 districts and counties · 4 streets and townships`,
    notYear: ({ parameter }) =>
      `${nameOf(parameter)} cannot be read. Write a year of four digits, such as 2023 (1949 to 2100)`,
    notDate: ({ parameter }) =>
      `${nameOf(parameter)} cannot be read. Write year-month-day, such as 2023-01-31`,
    notNames: ({ parameter, most }) =>
      `${nameOf(parameter)} cannot be read. At most ${most} values of up to 200 characters each`,
    notReportId: ({ parameter }) =>
      `${nameOf(parameter)} cannot be read. Write the id of a report: the small letters and digits behind /reports/ in its address`,
    notWithin: ({ parameter, most }) =>
      `${nameOf(parameter)} cannot be read. Write a whole number from 1 to ${most}`,
    notWidth: ({ parameter, most }) =>
      `${nameOf(parameter)} cannot be read: characters shown on each side, 1 to ${most}`,
    queryTooLong: ({ parameter, most }) =>
      `${nameOf(parameter)} cannot be read. A query has at most ${most} characters`,
    tooDeep: ({ most }) => `Paging ends at hit ${most}; the export has all of them (/api/export)`,
    unknownFacet: ({ allowed }) => `There is no such filter. There are: ${allowed}`,
    soughtTooLong: ({ most }) => `That is too long to look for: at most ${most} characters`,
    rangeReversed: ({ from, to }) => `This range ends before it begins: from ${from} to ${to}`,
    givenTwice: ({ parameter }) => `${nameOf(parameter)} has several values; it takes one`,
    nothingToCount: 'Say what to count, for example q=垃圾分类',
    nothingToList: 'Say what to look for, for example q=垃圾分类',
    tooManyQueries: ({ most, given }) =>
      `At most ${most} queries can be compared at once (${given} were given): compare them in several goes`,
    noTermToCount: ({ q }) =>
      `There is nothing to count in “${q}”: write at least one term that has to occur`,
    noTermToList: ({ q }) =>
      `There is nothing to list line by line in “${q}”: write at least one term that has to occur`,
    filtersInSeveral: ({ q }) =>
      `Where several queries are compared, give the filters in “${q}” as filters of the page, which hold for all of them`,
    severalNeedQueries:
      'Several queries side by side need queries as rows or as columns (rows=query or cols=query); for institutions, regions or levels by year, topic or part, give one query only',
    queriesBothWays:
      'Rows and columns cannot both be queries: choose years, topics or parts, or else institutions, regions or levels, for one of them',
    noReport: 'There is no such report; it may have been removed',
    noParagraph: 'There is no such paragraph; its report may have been removed',
    noOriginal: 'The original of this report is not in the data folder',
    onlyRead: ({ method }) => `This is only for reading and takes no ${method}; use GET`,
    noPath: ({ path }) => `There is no such endpoint: ${path}; /docs describes those there are`,
    signIn: 'Come in by the sign-in page of this site',
    showToken:
      'Show the access token: as a bearer token, or in a browser as the password, with any user name',
    otherHost:
      'Use the published address of this site; if this is another name of it, add it to the environment variable ALLOWED_HOSTS',
    tooManyRequests: ({ limit, seconds }) =>
      `At most ${limit} requests a minute (an export or a comparison counts as several): try again in ${seconds} s`,
    internal: 'The service failed; the error is in its log',
    engineStarting: 'The search engine is starting',
    engineRestarting: 'The search engine stopped unexpectedly and is being started again',
    engineSilent: 'The search engine does not answer; try again in a moment',
    engineSilentAt: ({ url, seconds }) =>
      `MEILI_URL ${url} does not answer (waited ${seconds} s): check the address, and whether the engine runs there`,
    nodesOverlap:
      'Two engines in MEILI_URL hold the same part: one is listed twice, or each has a collection of its own; list each once, and add empty ones only',
    nodesMissing: ({ of, listed }) =>
      `This collection lies on ${of} engines, not all of which are among the ${listed} in MEILI_URL: list all of them, and wait until each answers`,
    nodeSilent: ({ name }) =>
      `The node ${name} of the search engine does not answer. The reports that it holds cannot be found, and loading waits for it: run zhengsou index again when it is back`,
    nodeWaiting: ({ name, writes }) =>
      `The node ${name} of the search engine does not answer. ${writes} batches meant for it are kept in the folder waiting of the data folder, and the other nodes have theirs: run zhengsou index again (without paths) when it is back, and nothing is lost or doubled`,
    nodeLeft: 'A node of the search engine stopped answering while it was being read; try again',
    engineFails: ({ reason }) =>
      `The search engine fails: ${reason} (most often for lack of disk space: free some and try again)`,
    engineStuck: ({ task, minutes }) =>
      `The search engine has not got on for ${minutes} minutes (task ${task}): see whether its disk is full, and what its log says; then run it again, what is indexed stays`,
    diskFull: ({ folder, free }) =>
      `The disk is full (ENOSPC): ${free} MB are left where ${folder} lies, and the search engine cannot go on. Free some space and run it again; what is indexed stays`,
    noRoom: ({ folder, free, needed }) =>
      `The disk is nearly full (ENOSPC): ${free} MB are left where ${folder} lies, and nothing is loaded with less than ${needed} MB. Free some space and run it again; what is indexed stays`,
    littleRoom: ({ folder, free, needed }) =>
      `There may be too little room: this load takes some ${needed} MB, and ${free} MB are left where ${folder} lies. If the disk fills up it stops and says so; what is indexed stays`,
    loadingSample: 'The sample reports are being loaded',
    preparingIndex: 'The index is being prepared',
    rebuildingIndex: 'The index is being made anew for this version',
    nothingIndexed: 'Nothing is indexed yet: run zhengsou index <path> first',
  },
};
