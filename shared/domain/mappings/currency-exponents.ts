/**
 * Digits after the decimal mark of every active ISO 4217 currency that does not have two (amendment 176), and the codes that have two.
 * Funds codes and metals without minor units (XAU, XDR ...) are no money that an order can be in.
 */
const zero = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const three = 'BHD IQD JOD KWD LYD OMR TND';
const four = 'CLF UYW';
const two =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE ' +
  'CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP ' +
  'LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB ' +
  'SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG ' +
  'YER ZAR ZMW ZWG';

const exponents = new Map<string, number>();
for (const [codes, digits] of [
  [zero, 0],
  [two, 2],
  [three, 3],
  [four, 4],
] as const) {
  for (const code of codes.split(' ')) exponents.set(code, digits);
}

/** Digits after the decimal mark by ISO 4217; undefined for a code it does not know. */
export const isoExponent = (currency: string): number | undefined => exponents.get(currency);

/** Every currency code of the table, with its digits. */
export const currencyExponents: ReadonlyMap<string, number> = exponents;

/** How PayPal writes amounts: these without decimals, whatever ISO 4217 says. */
export const payPalExponents: Readonly<Record<string, number>> = { HUF: 0, JPY: 0, TWD: 0 };
