/** Words in front of the place in a forecast sentence. Stripped from the left as long as one fits. */
const BEFORE: readonly RegExp[] = [
  /^[,。:;、\s]+/,
  /^受[^,。]{1,40}?(?:影响|作用),?/,
  /^目前,?/,
  /^预计,?/,
  /^(?:在)?未来\d+(?:-\d+)?(?:小时|天)(?:内|以内|之内)?,?/,
  /^(?:从|自)?(?:今天|今日|今|明天|明日|明|后天|\d{1,2}日)(?:凌晨|早晨|上午|中午|下午|傍晚|夜间|白天|夜里|前半夜|后半夜|\d{1,2}时)*(?:到|至|起到|起至)(?:今天|今日|明天|明日|明|后天|\d{1,2}日)?(?:凌晨|早晨|上午|中午|下午|傍晚|夜间|白天|夜里|前半夜|后半夜|\d{1,2}时)*(?:期间|以前|之前|前)?,?/,
  /^(?:今天|今日|明天|明日|后天|\d{1,2}日)(?:凌晨|早晨|上午|中午|下午|傍晚|夜间|白天|夜里|\d{1,2}时)*(?:以前|之前|前|起)?,?/,
  /^(?:本市|我市)?气温[^,]{0,20},/,
];
const VERB =
  /(?:将|已|可能)?(?:出现|遭受|达到|有(?=明显|较强|短时|\d|强|大|雷|阵|暴))|的(?:最高|最低)?气温|的降水|将(?=有|达)|将超过|累[计积]/;
const ZH = '[\\u4e00-\\u9fa5、()（）]';

/** Places that a text names, as written; empty when none can be told. Not more than twelve. */
export function findAreas(head: string, forecast: string): string[] {
  const found: string[] = [];
  // '将平山街道、宝口镇暴雨橙色预警信号降级': the places that the change is for.
  const changed = new RegExp(
    `[将把](${ZH}{2,60}?)(?:的)?(?:台风|暴雨|大风|雷|高温|冰雹|大雾|寒潮|暴雪|内涝|强对流|道路)`,
  ).exec(head);
  if (changed && !/[色级为]/.test(changed[1] as string)) found.push(...split(changed[1] as string));
  for (const sentence of forecast.split(/[。;]/)) {
    let rest = sentence.trim();
    for (let again = true; again; ) {
      again = false;
      for (const pattern of BEFORE) {
        const cut = rest.replace(pattern, '');
        if (cut !== rest && cut.length > 0) {
          rest = cut;
          again = true;
        }
      }
    }
    let told = false;
    for (const part of rest.split(',')) {
      const verb = VERB.exec(part);
      if (!verb || verb.index < 2) continue;
      let place = part.slice(0, verb.index);
      for (const pattern of BEFORE) place = place.replace(pattern, '');
      if (!PLACE.test(place) || place.length > 60) continue;
      // The first place of a sentence; later ones (山区, 低洼地区) only when they are a list of names.
      if (told && !place.includes('、')) continue;
      told = true;
      found.push(...split(place.replace(/的?个别地方$|^预计/, '')));
    }
  }
  return [...new Set(found)].slice(0, 12);
}

const PLACE = /(?:[市区县镇乡村省盟旗州湾岛]|街道|地区|中心城区|沿江|沿海|山区|等地|全市|本市|部|新城)/;

function split(places: string): string[] {
  return (
    places
      .split(/、|(?<=[市区县镇乡道])和|以及|及(?=[\u4e00-\u9fa5]{2})/)
      .map((place) => place.replace(/^[和及]/, '').trim())
      // 本区阵风仍…, 本区累积雨量…: of a word for the speaker's own region only the region is a place.
      .map((place) => /^[本全](?:市|区|县|省)(?:大部分?地区|部分地区|大部|局部)?/.exec(place)?.[0] ?? place)
      .filter((place) => place.length >= 2 && place.length <= 30 && !/^(?:上述|该)/.test(place))
  );
}

/** '未来6小时', '27日傍晚至28日上午': the span that the forecast speaks of. */
export function findHorizon(forecast: string): { hours?: number; words: string } | null {
  const hours = /未来\s*(\d{1,3})(?:-(\d{1,3}))?\s*小时/.exec(forecast);
  if (hours) return { hours: Number(hours[2] ?? hours[1]), words: hours[0] };
  const span =
    /预计,?\s*((?:今天|今日|明天|明日|后天|\d{1,2}日)[^,。将]{0,20}?(?:至|到)[^,。将]{1,12}?(?=,|将|。)|(?:今天|今日|明天|明日|后天)(?:凌晨|早晨|上午|中午|下午|傍晚|夜间|白天)?(?:以前|之前|前)?)/.exec(
      forecast,
    );
  return span ? { words: span[1] as string } : null;
}
