/**
 * Countries of at least 8 million people with one official language, which at least 80 % of them speak, by the Unicode
 * CLDR 48, territoryInfo; those whose names are one word in English.
 */
// oxfmt-ignore
export const LANGUAGE_OF = {
  China: "Chinese", Brazil: "Portuguese", Bangladesh: "Bangla", Russia: "Russian", Mexico: "Spanish", Japan: "Japanese",
  Egypt: "Arabic", Vietnam: "Vietnamese", Germany: "German", Thailand: "Thai", France: "French", Italy: "Italian",
  Colombia: "Spanish", Spain: "Spanish", Argentina: "Spanish", Poland: "Polish", Venezuela: "Spanish", Australia: "English",
  Syria: "Arabic", Chile: "Spanish", Guatemala: "Spanish", Romania: "Romanian", Netherlands: "Dutch", Cambodia: "Khmer",
  Jordan: "Arabic", Cuba: "Spanish", Czechia: "Czech", Sweden: "Swedish", Greece: "Greek", Tajikistan: "Tajik",
  Portugal: "Portuguese", Hungary: "Hungarian", Honduras: "Spanish", Austria: "German",
} as const;
