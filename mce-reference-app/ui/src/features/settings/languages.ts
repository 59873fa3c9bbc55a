/** BCP 47 tags of languages in which leads are often written to; others can come by the API. */
export const LANGUAGE_TAGS: readonly string[] = (
  'ar as bg bn bs ca cs da de el en en-GB en-IN en-US es es-419 es-AR es-ES es-MX et fa fi fil fr ' +
  'fr-CA gu he hi hr hu id it ja ka kn ko lt lv ml mr ms my nb ne nl or pa pl pt pt-BR pt-PT ro ru ' +
  'si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zh-Hans zh-Hant zu'
).split(' ');
